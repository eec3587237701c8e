"""The settings of the service: the only reader of the environment.  Each is described in the README."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rules.applicable_edition import EditionRule
from service.command_errors import CommandRefused


class Settings(BaseSettings):
    """CAILIANG_… of the environment; a default must be right for an office that sets nothing."""

    model_config = SettingsConfigDict(env_prefix="CAILIANG_", extra="ignore")

    database: str = Field(
        default=f"sqlite:///{Path('.cailiang') / 'cailiang.db'}",
        description="数据库：sqlite:///路径，或者 postgresql://用户:口令@主机/库名",
    )
    edition_rule: EditionRule = Field(
        default=EditionRule.LIGHTER,
        description="行为日与决定日的版本不同时：lighter 取较轻的，act 用行为日的，decision 用决定日的",
    )
    host: str = Field(default="127.0.0.1", description="服务监听的地址")
    port: int = Field(default=8000, ge=1, le=65535, description="服务监听的端口")
    audit_folder: Path = Field(
        default=Path(".cailiang") / "audits",
        description="网页上复核的处罚决定表和结果保存的文件夹",
    )
    audit_days: int = Field(default=7, ge=1, le=3650, description="复核的表格和结果保存几天，之后自动删除")
    import_folder: Path = Field(
        default=Path(".cailiang") / "imports", description="网页上传的裁量表格，放进草稿以前保存的文件夹"
    )
    impact_folder: Path = Field(
        default=Path(".cailiang") / "impacts",
        description="还没有施行的版本的影响，计算结果保存的文件夹，与复核的结果保存同样的天数",
    )
    public_address: str = Field(
        default="",
        pattern=r"^(https?://[A-Za-z0-9.:\[\]-]{1,255})?$",
        description="浏览器里看到的地址，如 https://裁量的域名；填 https 的，登录的 cookie 只走 https",
    )
    session_minutes: int = Field(default=30, ge=1, le=1440, description="登录后不操作，多少分钟自动退出")
    session_hours: int = Field(default=10, ge=1, le=168, description="登录一次最多用几小时")
    sign_ins_per_minute: int = Field(
        default=20,
        ge=1,
        le=100_000,
        description="一分钟最多输错几次口令：没有登录过的浏览器按网络地址，修改口令按账号",
    )
    searches_per_minute: int = Field(
        default=1200, ge=1, le=1_000_000, description="一分钟最多查找几次：登录的按账号，没有登录的按网络地址"
    )
    workers: int = Field(default=1, ge=1, le=64, description="服务的进程数")


def read_settings_of_service() -> Settings:
    """The settings; raises CommandRefused with the name of the one that cannot be taken."""
    try:
        return Settings()
    except ValidationError as error:
        names = "、".join(f"CAILIANG_{str(one['loc'][0]).upper()}" for one in error.errors())
        raise CommandRefused(f"环境变量 {names} 的值不对：请按 README 的“设置”改正。") from error
