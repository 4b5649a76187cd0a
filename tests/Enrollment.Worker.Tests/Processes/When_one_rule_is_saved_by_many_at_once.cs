using Enrollment.Contracts;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Facts;
using Enrollment.Queries.History;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Rules;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Bursts of saves of one rule, handled by two workers: half with versions of their own, half with one version and other contents.
/// ENROLLMENT_SOAK_SAVES says how many saves a burst has, ENROLLMENT_SOAK_BURSTS how many bursts there are.
/// </summary>
public sealed class When_one_rule_is_saved_by_many_at_once
{
    private const int Contested = 1;

    private static readonly int Saves = Soak.Number("SAVES", otherwise: 200);
    private static readonly int Bursts = Soak.Number("BURSTS", otherwise: 1);
    private static readonly DateTimeOffset Since = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

    private Company _company = null!;
    private long _before;
    private long _after;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(10);
        await _company.StartWorkers(2);
        _before = await EventNumbers();
        await using var publisher = await TestPublisher.Connect(_company.Servers.RabbitMq);
        for (var burst = 0; burst < Bursts; burst++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, Saves).Select(number => publisher.Publish<AutoEnrollmentRuleSaved>(Save(burst, number)))
            );
            await Eventually.Be(() => Recorded(burst), recorded => recorded >= Saves, seconds: 120);
        }

        _after = await EventNumbers();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public async Task Should_keep_as_dead_letters_only_what_says_something_else_of_a_version() =>
        (await _company.Read(session => session.Query<DeadLetter>().ToListAsync()))
            .Should()
            .OnlyContain(letter => letter.Kind == DeadLetterKind.Conflict && letter.Reason.Contains("Both are recorded"));

    [Test]
    public void Should_use_up_no_event_number_by_a_lost_race() => (_after - _before).Should().Be(Saves * Bursts);

    [Test]
    public async Task Should_record_each_once()
    {
        for (var burst = 0; burst < Bursts; burst++)
            (await SavesOf(burst)).Select(saved => saved.Stamp.MessageId).Should().HaveCount(Saves).And.OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Should_let_the_largest_version_hold_and_of_one_version_the_latest_save()
    {
        for (var burst = 0; burst < Bursts; burst++)
        {
            var saves = await SavesOf(burst);
            var document = await _company.Read(session => session.LoadAsync<RuleDocument>(RuleOf(burst)));
            document!.Saved.Stamp.Should().Be(saves.MaxBy(saved => saved.Rule.Version)!.Stamp);
            document.StreamVersion.Should().Be(Saves);
            saves.Where(saved => saved.Rule.Version == Contested).InForce(Since.AddDays(1))!.Rule.Reason.Should().Be($"reason {Saves - 2}");
        }
    }

    private async Task<long> EventNumbers() => (await _company.Values<long>("select last_value from enrollment.mt_events_sequence"))[0];

    private static string RuleOf(int burst) => $"rule-{burst}";

    private Task<long> Recorded(int burst) =>
        _company.Read(async session => (await session.Events.FetchStreamStateAsync($"rule/{RuleOf(burst)}"))?.Version ?? 0);

    private async Task<IReadOnlyList<RuleSaved>> SavesOf(int burst) =>
        [
            .. (await _company.Read(session => session.Events.FetchStreamAsync(StreamKeys.Of(new Domain.RuleId(RuleOf(burst)))))).Select(
                recorded => (RuleSaved)recorded.Data
            ),
        ];

    private static int VersionOf(int number) => number % 2 == 0 ? Contested : number + 1;

    // Even numbers contend for one version, each with a reason of its own.
    private static string Save(int burst, int number) =>
        $$"""
            {"messageId":"save-{{burst}}-{{number}}","occurredAt":"{{Since.AddSeconds(number):O}}","savedBy":"admin","ruleId":"{{RuleOf(
                burst
            )}}","activityId":"safety",
             "version":{{VersionOf(number)}},"reason":"reason {{number}}","requirement":"required",
             "recurrence":{"kind":"oneTime"},"audience":{"kind":"entireCompany"},"due":{"kind":"within","days":30} }
            """;
}
