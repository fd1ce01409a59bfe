"""The trained network in the form in which comity runs it: ONNX with weights of eight bits."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch

from comity.reading.trained.network import HEADS, MODEL
from training.model import Network


def export(network: Network, folder: Path) -> int:
    """Writes both files; returns their size in bytes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    example = torch.ones(1, 24, dtype=torch.long)
    axes = {name: {1: "length"} for name in ("ids", "slots", "forms", "told", "left", "right")}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network,
            (example, example, example),
            str(whole),
            input_names=["ids", "slots", "forms"],
            output_names=["told", "left", "right"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True)
    np.savez(folder / HEADS, **network.heads())
    return sum((folder / name).stat().st_size for name in (MODEL, HEADS))
