import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.apache.solr.servlet.CoreContainerProvider;
import org.apache.solr.servlet.SolrDispatchFilter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Runs Solr on the loopback address alone: `java -Dsolr.solr.home=HOME SolrServer.java PORT`. */
public class SolrServer {
    public static void main(String[] args) throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        ServletContextHandler context = new ServletContextHandler(server, "/solr");
        context.addEventListener(new CoreContainerProvider());
        context.addFilter(SolrDispatchFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        // A filter runs only in front of a servlet; this one answers what Solr leaves unanswered.
        context.addServlet(new ServletHolder(new org.eclipse.jetty.servlet.DefaultServlet()), "/*");
        context.setResourceBase(Path.of(System.getProperty("solr.solr.home"), "empty").toString());
        server.setStopAtShutdown(true);
        server.start();
        server.join();
    }
}
