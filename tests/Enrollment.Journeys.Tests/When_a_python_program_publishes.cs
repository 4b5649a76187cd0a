using System.Diagnostics;
using Enrollment.Cli.Simulate;
using Enrollment.Domain.Enrollments;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests;

/// <summary>The whole way with no .NET at either end: plain JSON from Python in, messages read with a plain AMQP client out.</summary>
public sealed class When_a_python_program_publishes
{
    private static readonly string[] Facts =
    [
        """{"type":"AutoEnrollmentRuleSaved","message":"""
            + """{"messageId":"r-1","occurredAt":"2026-03-09T09:00:00Z","savedBy":"kim","ruleId":"fire","""
            + """ "activityId":"fire-safety","version":1,"audience":{"kind":"groups","groupIds":"""
            + """["sales"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":"""
            + """30},"reason":"Fire code 7.2"}}""",
        """{"type":"UserCreated","message":"""
            + """{"messageId":"u-1","occurredAt":"2026-03-09T09:30:00Z","userId":"ada","displayName":"Ada L.","origin":"integration"}}""",
    ];

    private const string Join =
        """{"type":"GroupMembershipChanged","message":"""
        + """{"messageId":"g-1","occurredAt":"2026-03-09T10:00:00Z","userId":"ada","origin":"userInterface","joined":["sales"]}}""";

    [Test]
    public async Task Should_enroll_at_once_and_tell_the_lms()
    {
        await using var pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0), 7));
        await using var lms = await LmsClient.Connect(pipeline.RabbitMq);
        pipeline.Time.Set(new DateTimeOffset(2026, 3, 9, 10, 0, 5, TimeSpan.Zero));

        await Publish(pipeline.RabbitMq, Facts);
        await pipeline.HasHandled(Facts.Length);
        await Publish(pipeline.RabbitMq, [Join]);

        var (type, message) = (
            await Eventually.Be(() => Task.FromResult(lms.Received.ToArray()), received => received.Length > 0)
        ).Single();
        type.Should().Be("LearnerEnrolled");
        message["userId"]!.GetValue<string>().Should().Be("ada");
        message["due"]!.GetValue<string>().Should().Be("2026-04-08");
        message["countsFrom"]!.GetValue<string>().Should().Be("2026-03-09");
        message["reason"]!.GetValue<string>().Should().Be("Fire code 7.2");
        (await pipeline.Enrollments()).Single().State.Current!.Status.Should().Be(PeriodStatus.Open);
        (await pipeline.EventsAsText()).Should().NotContain("Ada L.");
    }

    private static async Task Publish(string rabbitMq, IEnumerable<string> lines)
    {
        var python = Environment.GetEnvironmentVariable("ENROLLMENT_PYTHON") ?? "/usr/bin/python3";
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "publish.py");
        using var process = Process.Start(
            new ProcessStartInfo(python, [script, rabbitMq]) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        foreach (var line in lines)
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, errors);
    }
}
