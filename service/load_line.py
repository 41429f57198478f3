"""The command line of ``daumoi load`` and ``daumoi reread``: words and options."""

from service import command_line as line
from service.load_command import load_paths, reread_stored
from service.options import takes_settings
from service.settings import Settings


@takes_settings("ocr")
def load(settings: Settings, paths: line.SomePaths) -> int:
    """Nạp tệp và thư mục vào cơ sở dữ liệu; tệp hỏng không cản tệp khác.

    Load files and folders; one bad file does not stop the others.

    Mã thoát (exit code): 0 nạp được tất cả; 3 có tệp bị từ chối; 2 không nạp được tệp nào.
    """
    return load_paths(settings, paths)


@takes_settings("ocr")
def reread(settings: Settings) -> int:
    """Đọc lại các văn bản đã lưu sau khi cập nhật chương trình; những gì đã sửa vẫn giữ.

    Read stored documents anew after an update; corrections stay.
    """
    return reread_stored(settings)
