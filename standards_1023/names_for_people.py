"""What people call the models of standards, severities of problems, kinds of measures and of changes."""

from __future__ import annotations

from standards_1023.values import MeasureKind, Model, ProblemSeverity

MODELS = {Model.GRADES: "分档", Model.MATRIX: "矩阵", Model.WEIGHTS: "权重"}
SEVERITIES = {ProblemSeverity.ERROR: "错误", ProblemSeverity.WARNING: "提示"}
KINDS = {
    MeasureKind.FINE: "罚款",
    MeasureKind.CONFISCATE: "没收",
    MeasureKind.WARNING: "警告",
    MeasureKind.CRITICISM: "通报批评",
    MeasureKind.NO_PENALTY: "不予处罚",
    MeasureKind.SUSPEND_PRODUCTION: "责令停产停业",
    MeasureKind.CLOSE: "责令关闭",
    MeasureKind.SUSPEND_LICENCE: "暂扣许可证件",
    MeasureKind.REVOKE_LICENCE: "吊销许可证件",
    MeasureKind.DOWNGRADE: "降低资质等级",
    MeasureKind.BAR: "限制从业",
    MeasureKind.DETENTION: "行政拘留",
    MeasureKind.ORDER: "责令",
    MeasureKind.OTHER: "其他",
}
CHANGES = {
    "standard": "基准",
    "code": "编号",
    "violation": "违法行为",
    "model": "计算方式",
    "article": "处罚依据",
    "violated": "违反条款",
    "statutory": "法定幅度",
    "notes": "备注",
    "factor": "裁量因素",
    "band": "裁量幅度",
    "weight": "权重",
    "settings": "裁量规定的设置",
}
