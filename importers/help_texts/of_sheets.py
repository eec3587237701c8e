"""Help on cells: hidden, merged, struck through, with errors and formulas."""

from __future__ import annotations

from importers.help_texts.help_entry import Example, ExampleCell, HelpSeverity, HelpTopic, ProblemHelp

_ERROR, _WARNING = HelpSeverity.ERROR, HelpSeverity.WARNING

ENTRIES = (
    ProblemHelp(
        "hidden-sheet",
        HelpTopic.SHEET,
        _WARNING,
        ("工作表「{表名}」是隐藏的，没有读取。需要读取请先取消隐藏。",),
        "隐藏的工作表不读：看表的人看不见它，不应当由它决定罚款。",
        "需要读：右键点任一工作表标签，选“取消隐藏”。不需要：把它删去，提示就没有了。",
    ),
    ProblemHelp(
        "hidden-row-or-column",
        HelpTopic.SHEET,
        _WARNING,
        (
            "第 {行} 行是隐藏的，没有读取。需要读取请先取消隐藏。",
            "{列} 列是隐藏的，没有读取。需要读取请先取消隐藏。",
        ),
        "隐藏的行和列不读，里面的档次也就没有。",
        "需要读：选中它两边的行号（列标），右键选“取消隐藏”；正在筛选的，先清除筛选。不需要：把它删去。",
    ),
    ProblemHelp(
        "text-under-merged",
        HelpTopic.SHEET,
        _WARNING,
        ("合并单元格下面藏有残留文字「{文字}」，没有读取。",),
        "合并单元格只显示左上角一格，别的格里还留着看不见的文字。这些文字没有读。",
        "取消合并，看露出来的文字要不要：要的写进显示的那一格，不要的删去，再合并。",
    ),
    ProblemHelp(
        "merged-overlap",
        HelpTopic.SHEET,
        _ERROR,
        ("合并单元格的范围互相重叠，不能确定属于哪一格。请取消合并后重新填写。",),
        "两处合并占了同一格，文件多半由别的程序生成。",
        "选中这一片，点“取消合并”，把每一格的内容填好，需要时再合并。",
    ),
    ProblemHelp(
        "formula-without-result",
        HelpTopic.SHEET,
        _ERROR,
        ("公式「{公式}」没有保存结果，读不到数值。请用表格软件打开并保存后再导入。",),
        "这一格是公式，文件里没有存下算出的结果，程序不代为计算。",
        "用 WPS 或 Excel 打开，等它算完，保存。最稳妥的是直接填数：复制这一格，用“选择性粘贴—数值”贴回。",
        Example(ExampleCell.OTHER, "=B3*2", "20000"),
    ),
    ProblemHelp(
        "error-value",
        HelpTopic.SHEET,
        _ERROR,
        ("单元格是错误值「{值}」，没有读取。请改正公式或者填写内容。",),
        "这一格的公式算不出来，显示的是 #REF!、#N/A 一类的错误。",
        "改正公式，或者删去公式，直接填写内容。",
        Example(ExampleCell.OTHER, "#REF!", "处1万元以上3万元以下罚款"),
    ),
    ProblemHelp(
        "invalid-number",
        HelpTopic.SHEET,
        _ERROR,
        ("数值「{数值}」无效，没有读取。请改正后再导入。",),
        "这一格存的不是一个能用的数（例如大得离谱，或者是程序写坏的）。",
        "删去这一格，重新填写。",
    ),
    ProblemHelp(
        "struck-through",
        HelpTopic.SHEET,
        _ERROR,
        ("「{文字}」有文字带删除线，不能确定是否已经删去。请删去这些文字，或者取消删除线。",),
        "文字上划了删除线。是已经删去，还是忘了清除格式，只有制表的人知道。",
        "已经删去的，把文字真正删掉；没有删的，选中这一格，在“字体”里取消“删除线”。修订稿请先接受全部修订。",
    ),
    ProblemHelp(
        "reordering-mark",
        HelpTopic.SHEET,
        _ERROR,
        ("文字里有改变书写方向的控制符（{符号}），看到的顺序可能与内容不一致，请重新录入。",),
        "文字里混进了看不见的符号，它会把文字的显示顺序倒过来，常常是从网页复制来的。",
        "删去这一格，用键盘重新录入，不要再从原处复制。",
    ),
    ProblemHelp(
        "text-too-long",
        HelpTopic.SHEET,
        _ERROR,
        ("单元格文字有 {字数} 字，超过 {上限} 字，没有读取。请分成几个单元格。",),
        "一格里的文字太多，不像是一档标准。",
        "把它分成几行，每行一档；整段的法规条文放到表的外面。",
    ),
    ProblemHelp(
        "numeral-too-long",
        HelpTopic.SHEET,
        _ERROR,
        ("文字里有 {位数} 位的数字，超过 {上限} 位，没有读取。请核对原文。",),
        "有一个数字长得不可能是金额或者数量，多半是粘贴时连在一起了。",
        "核对原文，把数字改正。",
    ),
    ProblemHelp(
        "became-a-date",
        HelpTopic.SHEET,
        _ERROR,
        ("这一格是日期「{日期}」：表格软件把「1-3」一类的数变成了日期，请改成文本后重新填写。",),
        "录入“1-3”时，表格软件自作主张变成了“1月3日”。",
        "选中这一列，把格式设成“文本”，再重新填写，并写明单位。",
        Example(ExampleCell.OTHER, "1月3日", "1万元以上3万元以下"),
    ),
    ProblemHelp(
        "cell-at-fault",
        HelpTopic.SHEET,
        _ERROR,
        (
            "{单元格} 的内容有误，更正之前本行不能适用。",
            "{单元格} 的内容有误，更正之前本项基准不能适用。",
            "「{文字}」照抄的 {单元格} 内容有误，请一并更正。",
        ),
        "这一行（这一项）用到了另一格的内容，而那一格有错误，所以这里也不能用。",
        "先改正写明的那一格，这里的错误会一起消失。写“同上”的，直接写出内容更稳妥。",
    ),
)
