"""What people call the models of standards and the severities of problems."""

from __future__ import annotations

from standards_1023.values import Model, ProblemSeverity

MODELS = {Model.GRADES: "分档", Model.MATRIX: "矩阵", Model.WEIGHTS: "权重"}
SEVERITIES = {ProblemSeverity.ERROR: "错误", ProblemSeverity.WARNING: "提示"}
