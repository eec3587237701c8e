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
    workers: int = Field(default=1, ge=1, le=64, description="服务的进程数")


def read_settings_of_service() -> Settings:
    """The settings; raises CommandRefused with the name of the one that cannot be taken."""
    try:
        return Settings()
    except ValidationError as error:
        names = "、".join(f"CAILIANG_{str(one['loc'][0]).upper()}" for one in error.errors())
        raise CommandRefused(f"环境变量 {names} 的值不对：请按 README 的“设置”改正。") from error
