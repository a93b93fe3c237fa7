"""Streamlit pieces that pages share: the desk with its navigation, headers, cached frames, inputs, the map."""
