import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("start", "控制台启用"),
                            ("person", "添加人员"),
                            ("person-change", "修改人员"),
                            ("link", "发出一次性链接"),
                            ("password", "设置密码"),
                            ("login", "登录"),
                            ("login-failed", "登录失败"),
                            ("role", "给予角色"),
                            ("role-off", "取消角色"),
                            ("branch", "添加小区或上级"),
                            ("branch-change", "修改小区资料"),
                            ("alone", "修改免双人审核的类别"),
                            ("guard", "设置重保时段"),
                            ("guard-off", "结束重保时段"),
                            ("notice", "新建通知"),
                            ("edit", "修改"),
                            ("submit", "提交审核"),
                            ("recall", "收回修改"),
                            ("return", "退回"),
                            ("approve", "批准"),
                            ("withdraw", "撤下"),
                            ("delete", "删除草稿"),
                            ("hide", "本小区不显示"),
                            ("unhide", "本小区恢复显示"),
                            ("picture", "上传图片"),
                            ("publish", "上屏"),
                            ("publish-failed", "上屏失败"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                ("person_name", models.CharField(max_length=60)),
                ("branch", models.CharField(db_index=True, max_length=255)),
                ("subject", models.CharField(db_index=True, max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("details", models.JSONField(default=dict)),
                ("before", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
    ]
