"""The script that Streamlit runs for every person and click.

It stands in a folder of its own, since Streamlit takes a folder `pages` beside its script for pages of
an older kind, and would run those files by their address, past `console.app`.
"""

from console.app import main

main()
