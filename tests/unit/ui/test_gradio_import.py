import subprocess
import sys

SCRIPT = """
import ui.gradio_import as ours
ours.skip_stubs(); ours.skip_stubs()
import gradio.component_meta as meta
assert meta.create_or_modify_pyi is ours._write_no_stub
import gradio as gr
assert gr.Chatbot().get_block_name() == "chatbot"
"""


def test_the_pinned_gradio_is_imported_without_writing_stubs():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
