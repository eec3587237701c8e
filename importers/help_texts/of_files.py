"""Help on files that are not read at all, and on what is left alone in those that are."""

from __future__ import annotations

from importers.help_texts.help_entry import HelpSeverity, HelpTopic, ProblemHelp

_REFUSED = HelpSeverity.REFUSED

ENTRIES = (
    ProblemHelp(
        "file-not-found",
        HelpTopic.FILE,
        _REFUSED,
        ("找不到这个文件，请核对路径。",),
        "写的文件名或者文件夹不对，那里没有这个文件。",
        "核对文件夹和文件名，注意 .xls 和 .xlsx 不是同一个文件。",
    ),
    ProblemHelp(
        "file-is-folder",
        HelpTopic.FILE,
        _REFUSED,
        ("这是一个文件夹，请指定其中的文件。", "这不是普通文件（管道或者设备），请指定一个文件。"),
        "给出的不是一个表格文件。",
        "指定到文件夹里的那一个 .xlsx 或 .xls 文件。",
    ),
    ProblemHelp(
        "file-not-readable",
        HelpTopic.FILE,
        _REFUSED,
        ("文件读不出来（{原因}），请核对权限。",),
        "电脑不让程序打开这个文件，常见的原因是没有权限，或者文件在别的软件里锁住了。",
        "关掉正在打开它的软件；还不行，就复制一份到自己的文件夹再试。",
    ),
    ProblemHelp(
        "file-still-growing",
        HelpTopic.FILE,
        _REFUSED,
        ("文件在读取时还在变大，请等它保存好后再试。",),
        "读的时候别的软件还在往文件里写。",
        "等表格软件保存完、网盘同步完，再试一次。",
    ),
    ProblemHelp(
        "file-empty",
        HelpTopic.FILE,
        _REFUSED,
        ("文件是空的，请重新导出后再试。", "工作簿里没有任何内容，请核对是否选错了文件。"),
        "文件里一个字也没有，多半是选错了文件，或者导出时中断了。",
        "打开文件看一看有没有内容；没有就重新导出。",
    ),
    ProblemHelp(
        "file-not-excel",
        HelpTopic.FILE,
        _REFUSED,
        (
            "不是 Excel 工作簿（.xlsx 或 .xls），请用表格软件另存为 .xlsx 后再试。",
            "这是 .xlsb 二进制工作簿，请用表格软件另存为 .xlsx 后再试。",
        ),
        "只能读 .xlsx 和 .xls 两种表格。Word 文档、PDF、.xlsb 读不了，改文件名的后缀也没有用。",
        "用 WPS 或 Excel 打开，选“另存为”，类型选“.xlsx”。Word 或 PDF 里的表，先复制到表格软件里。",
    ),
    ProblemHelp(
        "file-damaged",
        HelpTopic.FILE,
        _REFUSED,
        (
            "文件已损坏或不是 .xlsx 工作簿，请用表格软件打开并另存后再试。",
            "文件已损坏或不是 .xls 工作簿，请用表格软件打开并另存为 .xlsx 后再试。",
            "文件已损坏，请用表格软件打开并另存为 .xlsx 后再试。",
            "文件的内部结构不正常（{原因}），不是表格软件保存的工作簿，请用表格软件打开并另存后再试。",
            "文件里有表格软件不会写的 XML（{原因}），为安全起见没有读取，请用表格软件打开并另存后再试。",
        ),
        "文件坏了，或者不是由表格软件保存的（例如传输中断、由别的程序改过）。",
        "用 WPS 或 Excel 打开，核对内容没有缺失，再“另存为”.xlsx。打不开就请发送人重新发一份。",
    ),
    ProblemHelp(
        "file-password",
        HelpTopic.FILE,
        _REFUSED,
        ("工作簿有打开密码，请先在表格软件里取消密码再导入。",),
        "文件加了打开密码，程序看不到内容。",
        "用密码打开后取消密码，再保存：WPS 在“文件—文档加密—密码加密”，"
        "Excel 在“文件—信息—保护工作簿—用密码进行加密”。",
    ),
    ProblemHelp(
        "file-too-large",
        HelpTopic.FILE,
        _REFUSED,
        (
            "文件有 {大小} MB，超过 {上限} MB，请删去图片等与裁量基准无关的内容后再试。",
            ".xls 文件超过 {上限} MB，请删去图片等与裁量基准无关的内容，或者另存为 .xlsx 后再试。",
            "表格解压后超过 {上限} MB，不像是裁量基准表，请删去无关的工作表和格式后再试。",
            "表格的行和单元格太多（空白的也算），请删去无关的工作表、空行和空列后再试。",
            "有内容的单元格超过 {上限} 个，请把与裁量基准无关的工作表删去后再试。",
            "文字超过 {上限} 字，请把与裁量基准无关的内容删去后再试。",
            "文字超过 {上限} 条，请把与裁量基准无关的工作表删去后再试。",
            "文字里的数字超过 {上限} 个，请把与裁量基准无关的内容删去后再试。",
            "工作表超过 {上限} 个，请分成几个工作簿后再试。",
            "工作表「{表名}」有 {列数} 列，超过 {上限} 列，不像是裁量基准表，请核对。",
            "工作表「{表名}」合并单元格的范围太大，请取消与裁量基准无关的合并后再试。",
            "工作表「{表名}」合并的单元格超过 {上限} 处，请取消与裁量基准无关的合并后再试。",
        ),
        "文件比任何裁量基准表都大得多，里面多半混进了图片、台账，或者整列整行的空白格式。",
        "新建一个工作簿，只把裁量基准的工作表复制过去再导入。表很多的，按领域分成几个文件。",
    ),
    ProblemHelp(
        "macros-not-run",
        HelpTopic.FILE,
        HelpSeverity.WARNING,
        ("工作簿带有宏：宏没有运行，也没有读取，只读了单元格里保存的内容。",),
        "表格里有宏程序。程序从不运行宏，只看单元格里现在的内容。",
        "核对单元格里的内容是最后的结果。不需要宏的，另存为 .xlsx 就没有了。",
    ),
    ProblemHelp(
        "other-workbook",
        HelpTopic.FILE,
        HelpSeverity.WARNING,
        (
            "工作簿引用了别的工作簿：没有打开那些工作簿，只读了上次保存的结果，请核对。",
            "数值取自别的工作簿（公式「{公式}」），读取的是上次保存的结果，请核对。",
        ),
        "有的格子是公式，数值从别的表格取来。读到的是上次保存时的数，可能已经过时。",
        "核对数值；再选中这些格子复制，用“选择性粘贴—数值”贴回原处，公式就换成了数值。",
    ),
)
