"""A message through the configured mail server. No Streamlit here.

What a server says is not passed on: it may hold addresses. A server that cannot encrypt where that was
asked for hears nothing.
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from patrolqr.core.settings import Mail

PATIENCE_S = 30.0
"""How long a server may take to answer."""


def send(mail: Mail, subject: str, text: str) -> str:
    """Send the text to all addresses in one message; return "" or, as a sentence, why it did not reach
    all of them.
    """
    server = f"The mail server {mail.host}:{mail.port}"
    try:
        with _connected(mail) as connected:
            if mail.user:
                connected.login(mail.user, mail.password)
            refused = connected.send_message(_message(mail, subject, text))
    except smtplib.SMTPNotSupportedError:
        return f"{server} cannot do what is asked of it: encrypt (STARTTLS), or ask for a password."
    except smtplib.SMTPAuthenticationError:
        return f"{server} does not take PATROLQR_MAIL_USER with its password."
    except smtplib.SMTPRecipientsRefused:
        return f"{server} takes mail to none of the addresses in PATROLQR_MAIL_TO."
    except smtplib.SMTPSenderRefused:
        return f"{server} takes no mail from the address in PATROLQR_MAIL_FROM."
    except ssl.SSLError:
        return (
            f"{server} has a certificate that this machine does not trust, or does not speak TLS."
        )
    except (smtplib.SMTPException, OSError) as problem:
        return f"{server} could not be reached or broke off ({type(problem).__name__})."
    if refused:
        return f"{server} takes no mail to {len(refused)} of the {len(mail.to)} addresses in PATROLQR_MAIL_TO."
    return ""


def _connected(mail: Mail) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if mail.scheme == "smtps":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE_S, context=trusted)
    connected = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_S)
    if mail.scheme == "starttls":
        try:
            connected.starttls(context=trusted)
        except (smtplib.SMTPException, OSError):
            connected.close()
            raise
    return connected


def _message(mail: Mail, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # nobody's out-of-office answers it
    message.set_content(text)
    return message
