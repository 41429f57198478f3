"""The command line of ``daumoi load`` and ``daumoi reread``: words and options."""

from service import command_line as line
from service.load_command import load_paths, reread_stored
from service.options import settings_of


def load(
    paths: line.SomePaths,
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
    ocr: line.Ocr = False,
) -> int:
    """Nạp tệp và thư mục vào cơ sở dữ liệu; tệp hỏng không cản tệp khác.

    Load files and folders; one bad file does not stop the others.

    Mã thoát (exit code): 0 nạp được tất cả; 3 có tệp bị từ chối; 2 không nạp được tệp nào.
    """
    settings = settings_of(
        data_folder=data_folder,
        database_uri=database_uri,
        database_user=database_user,
        database_name=database_name,
        database_password_file=database_password_file,
        ocr=ocr or None,
    )
    return load_paths(settings, paths)


def reread(
    data_folder: line.DataFolder = None,
    database_uri: line.DatabaseUri = None,
    database_user: line.DatabaseUser = None,
    database_name: line.DatabaseName = None,
    database_password_file: line.DatabasePasswordFile = None,
    ocr: line.Ocr = False,
) -> int:
    """Đọc lại các văn bản đã lưu sau khi cập nhật chương trình; những gì đã sửa vẫn giữ.

    Read stored documents anew after an update; corrections stay.
    """
    return reread_stored(
        settings_of(
            data_folder=data_folder,
            database_uri=database_uri,
            database_user=database_user,
            database_name=database_name,
            database_password_file=database_password_file,
            ocr=ocr or None,
        )
    )
