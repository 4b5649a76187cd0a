using System.Diagnostics;
using System.Text.RegularExpressions;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests.OddMessages;

/// <summary>
/// Messages that were once handled wrongly, each sent by a program that is not .NET. The one that expires is in
/// <c>When_a_message_expires_with_forged_headers</c>.
/// </summary>
public sealed class When_an_odd_message_arrives
{
    private static readonly string[] Samples = [.. OddMessage.Names.Where(name => name != "forged-problems-header-and-expired")];

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [TestCaseSource(nameof(Samples))]
    public async Task Should_have_exactly_one_outcome(string name)
    {
        var (verdict, uid) = (ExpectedOutcome.All[name], $"u{Guid.NewGuid():N}");
        var message = OddMessage.Named(name, uid);
        var before = await Outcomes(message.Type);
        await _worker.Store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(DeadLetter));

        // One after the other: which of two is the first is part of the verdict.
        foreach (var line in message.Lines())
        {
            await Publish(line);
            await IsHandled(message.Type);
        }

        await Eventually.Be(async () => New(await Outcomes(message.Type), before), outcomes => outcomes.Length >= verdict.Outcomes.Length);
        await IsStillAtWork();
        string[] ofThat = message.Type == nameof(Contracts.UserCreated) ? ["applied"] : [];
        New(await Outcomes(message.Type), before).Should().BeEquivalentTo([.. verdict.Outcomes, .. ofThat]);
        Check(verdict, await DeadLetters());
        (await EventsOf(uid)).Should().Be(verdict.Events);
    }

    // The client library cannot read such a header and closes the connection of all queues.
    [TestCase("7E-30")]
    [TestCase("1E-200")]
    public async Task Should_be_applied_with_a_decimal_that_NET_does_not_have(string number)
    {
        var uid = $"u{Guid.NewGuid():N}";
        var body = Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{ "messageId": "m-{{uid}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{uid}}" }"""
            )
        );

        await Publish(
            $$"""{ "exchange": "Enrollment.Contracts:UserDeactivated", "properties": { "decimals": { "x":"""
                + $$""" "{{number}}" } }, "body_base64": "{{body}}" }"""
        );

        await Eventually.Be(() => EventsOf(uid), events => events == 1);
        await IsStillAtWork();
    }

    private static void Check(ExpectedOutcome verdict, IReadOnlyList<DeadLetter> letters)
    {
        if (verdict.Kind is null)
        {
            letters.Should().BeEmpty();
            return;
        }

        var letter = letters.Should().ContainSingle().Subject;
        letter.Kind.Should().Be(verdict.Kind);
        if (verdict.Path is null)
            return;
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be(verdict.Path);
        $"{letter.Problems[0].Message} {letter.Reason}".Should().Contain(verdict.Says);
    }

    private async Task Publish(string line)
    {
        var python = Environment.GetEnvironmentVariable("ENROLLMENT_PYTHON") ?? "/usr/bin/python3";
        var script = Path.Combine(AppContext.BaseDirectory, "OddMessages", "publish_odd.py");
        using var process = Process.Start(
            new ProcessStartInfo(python, [script, _servers.RabbitMq]) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, errors);
    }

    private async Task IsHandled(string type)
    {
        if (type == "LearnerEnrolled")
            return;
        var queue = Queues.Of(typeof(Contracts.Fact).Assembly.GetType($"Enrollment.Contracts.{type}")!);
        await Eventually.Be(() => _worker.Publisher.Depth(queue), depth => depth == 0);
        await Task.Delay(300);
    }

    private async Task IsStillAtWork()
    {
        var user = $"good-{Guid.NewGuid():N}";
        await _worker.Publisher.Publish<Contracts.UserCreated>(
            $$"""{ "messageId": "m-{{user}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{user}}", "groups": ["g"], "origin":"""
                + $$""" "integration" }"""
        );
        await Eventually.Be(() => EventsOf(user), events => events == 1, seconds: 60);
    }

    private async Task<IReadOnlyList<DeadLetter>> DeadLetters()
    {
        await using var session = _worker.Store.QuerySession();
        return await session.Query<DeadLetter>().ToListAsync();
    }

    private async Task<int> EventsOf(string uid)
    {
        await using var session = _worker.Store.QuerySession();
        return await session
            .Events.QueryAllRawEvents()
            .CountAsync(recorded => recorded.StreamKey == $"learner/{uid}" || recorded.StreamKey == $"rule/{uid}");
    }

    private async Task<Dictionary<string, int>> Outcomes(string type)
    {
        var found = Regex.Matches(
            await _worker.Text("/metrics"),
            $$"""enrollment_facts_total\{[^}]*outcome="(\w+)",type="{{type}}"[^}]*\} ([0-9]+)"""
        );
        return found.ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, null));
    }

    private static string[] New(Dictionary<string, int> now, Dictionary<string, int> before) =>
        [.. now.SelectMany(outcome => Enumerable.Repeat(outcome.Key, outcome.Value - before.GetValueOrDefault(outcome.Key)))];
}
