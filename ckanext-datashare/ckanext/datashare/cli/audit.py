"""``ckan datashare audit``: make the key, seal, verify, prove, export."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, NoReturn

import click

from .. import clock
from ..audit import examine, key, proof, sealer
from ..audit.finding import Finding, LogAltered, Summary
from ..domain.checkpoint import CheckpointRefused, PublicKey
from ..domain.merkle import ProofRefused

_OUTPUT = click.option(
    "--output", "-o", type=click.File("w"), default="-", help="File to write; else the screen."
)


@click.group()
def audit() -> None:
    """Look after the audit log."""


@audit.command()
def keygen() -> None:
    """Make the signing key at ckanext.datashare.audit.key_file; print its public half."""
    try:
        click.echo(str(key.generate()))
    except key.KeyRefused as error:
        _fail(error)


@audit.command("public-key")
def public_key() -> None:
    """Print the public keys of the log, to be published."""
    for known in _keys():
        click.echo(str(known))


@audit.command()
def seal() -> None:
    """Seal the events that wait, and sign a checkpoint; the ticker does this every minute."""
    try:
        done = sealer.seal(clock.now())
    except (key.KeyRefused, sealer.TreeDamaged) as error:
        _fail(error)
    click.echo(f"{done.events} events sealed")


@audit.command()
@click.option(
    "--checkpoint",
    "checkpoints",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A checkpoint kept elsewhere, which shows a log that was cut off or rewritten.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def verify(checkpoints: tuple[Path, ...], as_json: bool) -> None:
    """Check the whole log. Exit code: 0 it holds, 1 it was altered, 2 it was not checked."""
    kept = [path.read_text("utf-8") for path in checkpoints]
    keys = _keys()
    findings: tuple[Finding, ...] = ()
    try:
        summary = examine.verify(keys, exported=kept)
    except LogAltered as altered:
        summary, findings = altered.summary, altered.findings
    if as_json:
        click.echo(_json(summary, findings))
    else:
        for finding in findings:
            click.echo(finding.sentence)
        click.echo(
            f"{summary.sealed} events sealed under {summary.checkpoints} checkpoints, "
            f"{summary.waiting} waiting. "
            + ("The log was altered." if findings else "The log holds.")
        )
    sys.exit(1 if findings else 0)


@audit.command()
@click.argument("event")
@_OUTPUT
def prove(event: str, output: IO[str]) -> None:
    """Write the proof that EVENT (its id) stands in the log."""
    try:
        made = proof.prove(event, key=_keys()[0])
    except proof.NotSealed as error:
        _fail(error)
    output.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")


@audit.command()
@click.argument("old", type=click.File())
@_OUTPUT
def consistency(old: IO[str], output: IO[str]) -> None:
    """Write the proof that the log still begins with the checkpoint in the file OLD."""
    try:
        made = proof.prove_consistency(old.read(), keys=_keys())
    except (CheckpointRefused, ProofRefused) as error:
        _fail(error)
    output.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")


@audit.command()
@click.option("--public", is_flag=True, help="Private events as hashes only.")
@_OUTPUT
def export(public: bool, output: IO[str]) -> None:
    """Write the whole sealed log as JSON lines, for the stand-alone verifier."""
    for line in proof.export(_keys(), public=public):
        output.write(line + "\n")


@audit.command()
@_OUTPUT
def checkpoint(output: IO[str]) -> None:
    """Write the newest checkpoint: keep it where nobody of this site can change it."""
    note = proof.last_note()
    if note is None:
        _fail("nothing is sealed yet")
    output.write(note)


def _keys() -> list[PublicKey]:
    try:
        return key.public()
    except key.KeyRefused as error:
        _fail(error)


def _json(summary: Summary, findings: tuple[Finding, ...]) -> str:
    return json.dumps(
        {
            "sealed": summary.sealed,
            "waiting": summary.waiting,
            "checkpoints": summary.checkpoints,
            "findings": [
                {"kind": f.kind, "event": f.event, "leaf": f.leaf, "sentence": f.sentence}
                for f in findings
            ],
        },
        ensure_ascii=False,
    )


def _fail(error: object) -> NoReturn:
    click.echo(f"Not done: {error}", err=True)
    sys.exit(2)
