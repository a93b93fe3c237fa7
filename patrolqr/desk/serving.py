"""The app as a command starts it: as `streamlit run app.py` does, from whatever folder."""

from streamlit.web import cli

from patrolqr.core import home


def serve(host: str, port: int) -> None:
    """Answer on that address until the process is asked to end."""
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",  # opens no browser, asks nothing
        "logger.hideWelcomeMessage": "true",
    }
    switches = [f"--{name}={value}" for name, value in options.items()]
    cli.main(["run", str(home.APP), *switches], standalone_mode=False)
