"""Why an upload is refused, and what of it could not be kept: in codes between processes, in words for staff.

A child that a hostile file has taken over can choose among these sentences; it cannot write one.
"""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from signage.content.base import Record
from signage.errors import IntakeError

Number = Annotated[int, Meta(ge=0, le=10**12)]


class Refusal(enum.StrEnum):
    """Why nothing of an upload is taken."""

    EMPTY = "empty"
    LARGE = "large"
    PICTURE_KIND = "picture-kind"
    PICTURE_DAMAGED = "picture-damaged"
    SVG = "svg"
    HEIC = "heic"
    PIXELS = "pixels"
    PDF_KIND = "pdf-kind"
    PDF_LOCKED = "pdf-locked"
    PDF_DAMAGED = "pdf-damaged"
    PDF_PAGES = "pdf-pages"
    DOCX_KIND = "docx-kind"
    DOCX_LOCKED = "docx-locked"
    DOCX_DAMAGED = "docx-damaged"
    DOCX_LARGE = "docx-large"
    DOCX_ENTITIES = "docx-entities"
    DOCX_PICTURES = "docx-pictures"
    DOC = "doc"
    SHEET = "sheet"
    SHEET_OLD = "sheet-old"
    SHEET_DAMAGED = "sheet-damaged"
    SHEET_LARGE = "sheet-large"
    SLIDES = "slides"
    ODT = "odt"
    RTF = "rtf"
    IS_PDF = "is-pdf"
    IS_PICTURE = "is-picture"
    IS_DOCX = "is-docx"
    LONG = "long"
    DEEP = "deep"
    TIME = "time"
    MEMORY = "memory"
    FORBIDDEN = "forbidden"
    CRASHED = "crashed"
    DISTRUSTED = "distrusted"
    BUSY = "busy"
    UNCONFINED = "unconfined"


REFUSALS = {
    Refusal.EMPTY: "文件是空的，请重新选择文件",
    Refusal.LARGE: "文件有 {0} MB，最多 {1} MB；请压缩或拆分后再上传",
    Refusal.PICTURE_KIND: "这不是能用的图片，请另存为 JPG 或 PNG 再上传（手机照片、截图都可以直接传）",
    Refusal.PICTURE_DAMAGED: "图片损坏或没有传完整，请重新拍照，或打开后另存为 JPG 再上传",
    Refusal.SVG: "SVG 是网页图形，屏幕不收；请在浏览器里打开它，截图或另存为 PNG 再上传",
    Refusal.HEIC: "这是 HEIC 照片，这台服务器没有装它的解码程序；请在手机相机设置里选“兼容性最佳”，或另存为 JPG 再上传",
    Refusal.PIXELS: "图片有 {0}×{1} 像素，太大了；请缩小到 {2} 万像素以内再上传",
    Refusal.PDF_KIND: "这不是 PDF，请重新选择文件",
    Refusal.PDF_LOCKED: "这份 PDF 有密码，请先取消密码再上传",
    Refusal.PDF_DAMAGED: "这份 PDF 损坏或没有传完整，请重新导出再上传",
    Refusal.PDF_PAGES: "这份 PDF 有 {0} 页，最多 {1} 页；请只导出要公示的几页",
    Refusal.DOCX_KIND: "这不是 Word 文档，请在 Word 或 WPS 里另存为 .docx 再上传",
    Refusal.DOCX_LOCKED: "这份文档有密码，请先取消密码，再另存为 .docx 上传",
    Refusal.DOCX_DAMAGED: "这份 Word 文档损坏或没有传完整，请打开后另存为 .docx 再上传",
    Refusal.DOCX_LARGE: "这份 Word 文档解开后太大，请删去不用的部分，或压缩图片后再上传",
    Refusal.DOCX_ENTITIES: "这份文档里有 Word 不会写的内容（DTD），已拒收；请在 Word 或 WPS 里重新另存为 .docx",
    Refusal.DOCX_PICTURES: "这份 Word 文档有 {0} 张图片，最多 {1} 张；请删去一些再上传",
    Refusal.DOC: "这是旧版 Word 或 WPS 文档（.doc、.wps），请打开后另存为 .docx 再上传",
    Refusal.SHEET: "这是电子表格，不是 Word 文档；请把要公示的表格复制到正文里，或导出为 PDF 上传",
    Refusal.SHEET_OLD: "这是旧版 .xls 或加了密码的表格；请另存为不加密的 .xlsx 再上传",
    Refusal.SHEET_DAMAGED: "这不是 .xlsx 表格，或已损坏；请在 Excel 或 WPS 里另存为 .xlsx 再上传",
    Refusal.SHEET_LARGE: "表格太大，或合并的单元格太大；请只留当月的排片表再上传",
    Refusal.SLIDES: "这是演示文稿，不是 Word 文档；请导出为 PDF 或图片再上传",
    Refusal.ODT: "这是 OpenDocument 文档（.odt），请打开后另存为 .docx 再上传",
    Refusal.RTF: "这是 RTF 或网页格式的文档，请打开后另存为 .docx 再上传",
    Refusal.IS_PDF: "这是 PDF，请从“PDF”那里上传",
    Refusal.IS_PICTURE: "这是图片，请从“图片”那里上传",
    Refusal.IS_DOCX: "这是 Word 文档，请从“Word”那里上传",
    Refusal.LONG: "内容太长，最多 {0} 段；请分成几条通知",
    Refusal.DEEP: "内容层层嵌套太深，请先粘贴到记事本，再从记事本复制过来",
    Refusal.TIME: "处理这个文件用时太久，已停止；请缩小、拆分，或另存为别的格式再上传",
    Refusal.MEMORY: "这个文件太复杂，内存不够，已停止；请缩小或拆分后再上传",
    Refusal.FORBIDDEN: "这个文件企图做文件不该做的事，已拦下；请不要再用它，并告诉管理员",
    Refusal.CRASHED: "这个文件无法处理，可能已损坏；请打开后另存一份再上传",
    Refusal.DISTRUSTED: "这个文件的处理结果不可信，已丢弃；请不要再用它，并告诉管理员",
    Refusal.BUSY: "正在处理的文件太多，请过一分钟再上传",
    Refusal.UNCONFINED: "这台服务器没有隔离功能（seccomp），不能安全地处理上传的文件；请告诉管理员",
}


class Loss(enum.StrEnum):
    """What of a document is not taken, or not as it was; the rest is."""

    MACROS = "macros"
    COMMENTS = "comments"
    TRACKED = "tracked"
    HIDDEN = "hidden"
    STRUCK = "struck"
    HEADERS = "headers"
    PICTURES = "pictures"
    LINKED = "linked"
    OBJECTS = "objects"
    CHARTS = "charts"
    EQUATIONS = "equations"
    WIDE = "wide"


LOSSES = {
    Loss.MACROS: "文档带有宏，已忽略；来历不明的带宏文档请不要打开",
    Loss.COMMENTS: "批注没有读入",
    Loss.TRACKED: "文档里有未接受的修订，已按全部接受读入，请核对",
    Loss.HIDDEN: "隐藏文字没有读入",
    Loss.STRUCK: "加了删除线的文字没有读入，请核对",
    Loss.HEADERS: "页眉页脚没有读入；要公示的内容请写进正文",
    Loss.PICTURES: "有 {0} 张图片没有读入（损坏，或是 EMF、WMF 等格式）；请截图后另外上传",
    Loss.LINKED: "有 {0} 张图片只是网上或别处文件的链接，没有读入；请另外上传",
    Loss.OBJECTS: "有 {0} 个嵌入的文件（如 Excel 表格）没有读入；请截图或导出后另外上传",
    Loss.CHARTS: "有 {0} 个图表或智能图形没有读入；请截图后另外上传",
    Loss.EQUATIONS: "有 {0} 个公式没有读入；请改写成文字",
    Loss.WIDE: "有 {0} 张表格太宽或单元格太长，已改成文字；请核对",
}


class Lost(Record, frozen=True, kw_only=True):
    """One kind of loss, and how often."""

    what: Loss
    count: Number = 1

    def __str__(self) -> str:
        return LOSSES[self.what].format(self.count)


class RefusedError(Exception):
    """Inside the child: this upload is refused. `numbers` fill the sentence."""

    def __init__(self, refusal: Refusal, *numbers: int) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.numbers = numbers


def intake_error(refusal: Refusal, *numbers: int) -> IntakeError:
    """The error that staff read. Numbers that a child left out are said as 0."""
    filled = (*numbers, 0, 0, 0)
    return IntakeError(REFUSALS[refusal].format(*filled), reason=refusal.value)
