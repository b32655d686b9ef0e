# What the embedded engine uses of wordllama 0.4, which ships no types.
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

class WordLlamaInference:
    def embed(self, texts: str | list[str]) -> NDArray[np.float32]: ...

class WordLlama:
    @staticmethod
    def load(
        *, cache_dir: Path | str | None = None, disable_download: bool = False
    ) -> WordLlamaInference: ...
