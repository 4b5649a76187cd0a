using System.Globalization;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Serilog;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;

namespace Enrollment.Worker.Tests.Observability;

/// <summary>Whatever an id or a reason holds: an event is one line, and nobody can write another one into the log.</summary>
public sealed class When_a_line_is_logged
{
    private const string Hostile = "x\u202Ey\u2028z\e[2J\r\n00:00:00.000 INF forged\a\u200B\u009B\u00A0";

    [TestCase("text")]
    [TestCase("json")]
    public void Should_hold_no_value_raw(string format)
    {
        var log = Logged(
            format,
            logger =>
            {
                using (LogContext.PushProperty("MessageId", Hostile))
                using (LogContext.PushProperty("Stream", Hostile))
                {
                    logger.Warning("One {Text} {Number}", Hostile, 1);
                    logger.Warning(
                        "Two {@Object} {List} {Map}",
                        new { Hostile },
                        new[] { Hostile },
                        new Dictionary<string, string> { [Hostile] = Hostile }
                    );
#pragma warning disable CA2254, Serilog004 // As libraries do it.
                    logger.Warning("Three " + Hostile);
#pragma warning restore CA2254, Serilog004
                    logger.Warning(new InvalidOperationException(Hostile, new FormatException(Hostile)), "Four");
                }
            }
        );
        Unseen(log).Should().BeEmpty();
        log.Split('\n').Should().NotContain(line => line.StartsWith("00:00:00", StringComparison.Ordinal));
    }

    [Test]
    public void Should_keep_text_to_one_line_for_each_event_and_indent_exceptions()
    {
        var log = Logged("text", logger => logger.Warning(new InvalidOperationException(Hostile), "One {Text}", Hostile));
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().Contain("One x\\u{202E}y\\u{2028}z\\u{1B}[2J\\u{D}\\u{A}00:00:00.000 INF forged");
        lines.Skip(1).Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith("    ", StringComparison.Ordinal));
    }

    [Test]
    public void Should_keep_json_the_same_json()
    {
        var log = Logged("json", logger => logger.Warning("One {Text}", Hostile));
        JsonDocument.Parse(log).RootElement.GetProperty("Text").GetString().Should().Be(Hostile);
    }

    [TestCase("text")]
    [TestCase("json")]
    public async Task Should_hold_nothing_raw_of_a_message_that_a_real_worker_refuses(string format)
    {
        await using var servers = await TestServers.Create();
        using var worker = new WorkerProcess(servers, $"--Enrollment:LogFormat={format}", "--Enrollment:NightlyClock=false");
        await worker.IsReady();
        await using var publisher = await TestPublisher.Connect(servers.RabbitMq);
        await publisher.Publish<UserCreated>(
            JsonSerializer.Serialize(
                new
                {
                    messageId = Hostile,
                    userId = Hostile,
                    occurredAt = Hostile,
                }
            ),
            message => message.MessageId = Hostile
        );
        await Eventually.Be(
            () => Task.FromResult(worker.Log.ToArray()),
            lines => lines.Any(line => line.Contains("forged", StringComparison.Ordinal)),
            seconds: 30
        );
        Unseen(string.Join('\n', worker.Log)).Should().BeEmpty();
        worker.Log.Should().NotContain(line => line.StartsWith("00:00:00.000 INF", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Unseen(string text) =>
        text.EnumerateRunes()
            .Where(rune =>
                rune.Value is not ('\n' or ' ')
                && CharUnicodeInfo.GetUnicodeCategory(rune.Value)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.SpaceSeparator
            )
            .Select(rune => $"U+{rune.Value:X4}")
            .Distinct();

    private static string Logged(string format, Action<Serilog.ILogger> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new Lines(format, output)).CreateLogger();
        write(logger);
        return output.ToString();
    }

    private sealed class Lines(string format, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => LoggingSetup.Formatter(format).Format(logEvent, output);
    }
}
