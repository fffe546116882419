"""Production settings, read by a process of its own as on a server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "SECRET_KEY": "k4gh-one-long-random-string-for-sessions-and-forms-Zp0aQx8sWmT",
    "LINK_KEY": "w8tb-another-long-random-string-for-links-in-letters-yUe6Rn2vC",
    "SITE_URL": "https://registry.example.org",
    "ALLOWED_HOSTS": "registry.example.org",
    "DATABASE_URL": "postgres://user:password@db.example.org/together",
    "MEDIA_ROOT": "/var/lib/together/files",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "TOGETHER <registry@example.org>",
}


def run(*command, **environment):
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, "ENV_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("name", list(PRODUCTION))
def test_production_does_not_start_without(name):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}

    ran = run("manage.py", "check", **environment)

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert re.fullmatch(
        rf"{name} is not set: [^\n]+\. Set it in the environment or in \.env "
        r"\(\.env\.example lists every setting\), or set DEBUG=1 for a development machine\.\n",
        ran.stderr,
    )


@pytest.mark.parametrize("hour", ["-1", "24"])
def test_the_digest_has_an_hour_of_the_day(hour):
    ran = run("manage.py", "check", **{**PRODUCTION, "DIGEST_HOUR": hour})

    assert (ran.returncode, ran.stderr) == (
        1,
        "DIGEST_HOUR is an hour of the day: set it from 0 to 23.\n",
    )


def test_gunicorn_does_not_start_without_a_database():
    environment = {**PRODUCTION, "DATABASE_URL": "", "BIND": "127.0.0.1:0", "WEB_CONCURRENCY": "1"}

    ran = run(
        *("-m", "gunicorn", "--config", "together_site/gunicorn.py", "together_site.wsgi"),
        **environment,
    )

    assert ran.returncode != 0
    assert "DATABASE_URL is not set: " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_gunicorn_listens_where_the_file_of_settings_says(tmp_path):
    settings = tmp_path / "settings"
    settings.write_text("BIND=127.0.0.1:8123\nWEB_CONCURRENCY=3\n")

    ran = run(
        *("-m", "gunicorn", "--config", "together_site/gunicorn.py", "--print-config"),
        "together_site.wsgi",
        **{**PRODUCTION, "ENV_FILE": str(settings)},
    )

    told = dict(re.findall(r"^(bind|workers)\s+= (.*)$", ran.stdout, re.MULTILINE))
    assert told == {"bind": "['127.0.0.1:8123']", "workers": "3"}


def test_production_settings_pass_the_deployment_check():
    ran = run("manage.py", "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)

    assert (ran.returncode, ran.stdout, ran.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def needs_second_factor(**environment):
    told = "from together_site import settings; print(settings.STAFF_NEEDS_SECOND_FACTOR)"
    return run("-c", told, **environment).stdout.strip()


@pytest.mark.parametrize("asked", ["", "0", "1"])
def test_production_needs_a_second_factor_whatever_the_environment_says(asked):
    environment = {"STAFF_NEEDS_SECOND_FACTOR": asked} if asked else {}

    assert needs_second_factor(**PRODUCTION, **environment) == "True"


@pytest.mark.parametrize(("asked", "needed"), [("", "False"), ("0", "False"), ("1", "True")])
def test_a_development_machine_may_need_a_second_factor(tmp_path, asked, needed):
    environment = {"STAFF_NEEDS_SECOND_FACTOR": asked} if asked else {}

    assert needs_second_factor(DEBUG="1", LOCAL_DIR=str(tmp_path), **environment) == needed


def test_development_machine_needs_no_settings(tmp_path):
    ran = run("manage.py", "check", DEBUG="1", LOCAL_DIR=str(tmp_path))

    assert (ran.returncode, ran.stderr) == (0, "")


def test_folder_that_cannot_be_written_is_a_sentence():
    ran = run("manage.py", "check", DEBUG="1", LOCAL_DIR="/dev/null/nowhere")

    assert ran.returncode == 1
    assert re.fullmatch(r"/dev/null/nowhere/secret_key cannot be kept [^\n]+\n", ran.stderr)


def test_example_lists_every_setting():
    source = (ROOT / "together_site" / "settings.py").read_text()
    source += (ROOT / "together_site" / "gunicorn.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|required|secret)\(\s*"([A-Z_]+)"', source))
    not_for_people = {"ENV_FILE", "LOCAL_POSTGRES_DURABLE", "WEB_LOG_LEVEL"}

    listed = set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert listed == (read | {"PG_BINDIR"}) - not_for_people
