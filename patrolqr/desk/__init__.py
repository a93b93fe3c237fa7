"""The desk in Streamlit: the script with its frame, what pages share, one folder per page."""
