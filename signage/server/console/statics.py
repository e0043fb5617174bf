from django.contrib.staticfiles.storage import StaticFilesStorage
class Statics(StaticFilesStorage): pass
