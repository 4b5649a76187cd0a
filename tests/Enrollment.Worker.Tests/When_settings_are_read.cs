using Enrollment.Operations.Settings;
using Enrollment.Storage.Clock;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests;

public sealed class When_settings_are_read
{
    private static readonly string[] Servers = ["--Enrollment:Postgres=Host=h;Database=d", "--Enrollment:RabbitMq=amqp://h/v"];

    [Test]
    public void Should_name_every_setting_that_cannot_be_used()
    {
        var create = () =>
            WorkerHost.Create([
                "--environment=Production",
                "--Enrollment:Postgres=",
                "--Enrollment:RabbitMq=http://h",
                "--Enrollment:TimeZone=Mars/Olympus",
                "--Enrollment:NightlyAt=25:00",
                "--Enrollment:MinimumDaysToComplete=366",
                "--Enrollment:ShortAbsenceDays=366",
                "--Enrollment:LogFormat=xml",
                "--Enrollment:OtlpEndpoint=x",
                "--Enrollment:DemonstrationClock=true",
                "--Enrollment:DeadLetterMaxCount=0",
                "--Enrollment:MaxCatchUpDays=0",
            ]);

        create
            .Should()
            .Throw<InvalidSettingsException>()
            .Which.Message.Should()
            .ContainAll(
                "Postgres",
                "RabbitMq",
                "Mars/Olympus",
                "25:00",
                "MinimumDaysToComplete",
                "ShortAbsenceDays",
                "xml",
                "OtlpEndpoint",
                "DemonstrationClock",
                "DeadLetterMaxCount",
                "MaxCatchUpDays"
            );
    }

    [Test]
    public void Should_say_what_cannot_be_read_at_all()
    {
        var create = () => WorkerHost.Create([.. Servers, "--Enrollment:MinimumDaysToComplete=soon"]);

        create.Should().Throw<InvalidSettingsException>().WithMessage("*MinimumDaysToComplete*");
    }

    [Test]
    public async Task Should_allow_the_demonstration_clock_outside_production()
    {
        await using var app = WorkerHost.Create([.. Servers, "--environment=Development", "--Enrollment:DemonstrationClock=true"]);

        app.Services.GetService(typeof(TimeProvider)).Should().BeOfType<DemonstrationClock>();
    }
}
