"""A model of five tokens whose vectors are whole numbers, so that four bits hold them exactly."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.static import StaticEncoder, load_static
from embeddings.training.quantise import write_model

TOKENS = [("<unk>", 0.0), ("走访", -1.0), ("慰问", -1.0), ("义诊", -1.0), ("visit", -1.0)]
VECTORS = np.array(
    [[0, 0, 0, 0], [7, 0, 0, 0], [0, 7, 0, 0], [0, 0, 3, 7], [7, 7, 0, 0]], dtype=np.float32
)


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    facts = {"name": "tiny", "max_tokens": 6}
    write_model(folder, TOKENS, {"訪": "访", "慰": "慰", "問": "问"}, VECTORS, facts)
    return folder


@pytest.fixture
def tiny(model_folder: Path) -> StaticEncoder:
    return load_static(model_folder)
