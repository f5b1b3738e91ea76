"""Packaging of the four Datashare London extensions; tool settings live in pyproject.toml."""

from pathlib import Path

from setuptools import find_namespace_packages, setup

PLUGINS = {
    "datashare": "DataSharePlugin",
    "igtemplates": "IGTemplatesPlugin",
    "secureexchange": "SecureExchangePlugin",
    "subjectaccess": "SubjectAccessPlugin",
}


def packages_of(name: str) -> list[str]:
    """Return the packages of one extension, folders of data files included."""
    return find_namespace_packages(
        f"ckanext-{name}", include=[f"ckanext.{name}", f"ckanext.{name}.*"]
    )


setup(
    name="datashare-london",
    version="0.1.0",
    description="London's register of data sharing agreements, on CKAN",
    long_description=Path(__file__).with_name("README.md").read_text("utf-8"),
    long_description_content_type="text/markdown",
    license="AGPL-3.0-or-later",
    license_files=["LICENSE"],
    classifiers=[
        "Framework :: CKAN",
        "Programming Language :: Python :: 3",
        "Environment :: Web Environment",
    ],
    python_requires=">=3.10",
    package_dir={f"ckanext.{name}": f"ckanext-{name}/ckanext/{name}" for name in PLUGINS},
    packages=[package for name in PLUGINS for package in packages_of(name)],
    include_package_data=True,
    zip_safe=False,
    install_requires=[
        # The portal itself; 2.12 brings first-class files and indexing before the commit.
        "ckan>=2.12.0",
        # Dataset types as YAML schemas, the way CKAN sites write them.
        "ckanext-scheming>=3.1.0",
        # Ed25519 signatures of the audit log; later, sealing.
        "cryptography>=46",
        # Text and pages of PDF documents.
        "pypdfium2>=5",
        # Text, comments and tracked changes of Word documents; CKAN brings it too.
        "lxml>=5",
        # Agreements as Word documents.
        "python-docx>=1.2",
        # Agreements as tagged PDF (PDF/UA-1), the same bytes every time.
        "typst>=0.15",
        # Tables that no spreadsheet takes for formulas.
        "defusedcsv>=3",
        # The square code that an authenticator app reads at enrolment.
        "segno>=1.6",
    ],
    extras_require={
        "server": [
            # The web server of ./dev up.
            "gunicorn>=23",
            # CKAN's own pinned requirements.
            "ckan[requirements]>=2.12.0",
        ],
        "dev": [
            # The test bench: CKAN's pytest plugin needs the factories.
            "pytest>=9",
            "pytest-factoryboy",
            "factory-boy",
            "faker",
            # Property tests.
            "hypothesis",
            # An SMTP server for the notices' tests.
            "aiosmtpd",
            # Chromium journeys and the accessibility engine they run.
            "playwright",
            "axe-playwright-python",
            # An independent Merkle tree to check ours against.
            "pymerkle",
            # Lint, types, layers.
            "ruff",
            "mypy",
            "import-linter",
            # Makes the PDF fixtures with known findings.
            "reportlab",
            # Holds PDF documents against the rules of PDF/UA-1.
            "page-validation>=0.11",
            # Checks that the built package has every file.
            "build",
        ],
    },
    entry_points={
        "ckan.plugins": [
            f"{name} = ckanext.{name}.plugin:{plugin}" for name, plugin in PLUGINS.items()
        ],
        "babel.extractors": ["ckan = ckan.lib.extract:extract_ckan"],
    },
    message_extractors={
        f"ckanext-{name}": [
            ("**.py", "python", None),
            ("**/templates/**.html", "ckan", None),
        ]
        for name in PLUGINS
    },
)
