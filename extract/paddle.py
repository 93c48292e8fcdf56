"""Reads parameters as PaddlePaddle's `save_vars` wrote them, one tensor a file."""

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct("<IQIi")  # version, levels of detail, tensor version, length of the description
_FLOAT32 = 5  # VarType.FP32 of framework.proto


class ParameterError(Exception):
    """A file that is no float32 tensor of this format."""


def read_parameter(path: Path) -> NDArray[np.float32]:
    """The tensor in `path`, in the shape that its description names."""
    content = path.read_bytes()
    if len(content) < _HEADER.size:
        raise ParameterError(f"{path}: {len(content)} bytes are no Paddle parameter")
    version, levels, tensor_version, length = _HEADER.unpack_from(content)
    start = _HEADER.size + length
    if (version, levels, tensor_version) != (0, 0, 0) or not 0 < length <= len(content) - _HEADER.size:
        raise ParameterError(f"{path}: no Paddle parameter of version 0")
    shape = _shape(content[_HEADER.size : start], path)
    if len(content) - start != 4 * math.prod(shape):
        raise ParameterError(f"{path}: {len(content) - start} bytes of data do not fill the shape {shape}")
    return np.frombuffer(content, "<f4", offset=start).reshape(shape)


def _shape(description: bytes, path: Path) -> tuple[int, ...]:
    """The dimensions in a protobuf TensorDesc: field 1 is the data type, each field 2 one dimension, all varints."""
    numbers: list[int] = []
    shift = value = 0
    for byte in description:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            shift = value = 0
    fields = list(zip(numbers[::2], numbers[1::2], strict=False))
    if not fields or fields[0] != (1 << 3, _FLOAT32) or any(key != 2 << 3 for key, _ in fields[1:]):
        raise ParameterError(f"{path}: no float32 tensor")
    return tuple(size for _, size in fields[1:])
