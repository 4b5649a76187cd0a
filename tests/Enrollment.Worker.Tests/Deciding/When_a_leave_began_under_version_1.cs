using Enrollment.Contracts;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Away since 3 May, and the feed said so again on 24 May. The document of version 1 has the latest of both alone. The due date was 31 May.
/// </summary>
public sealed class When_a_leave_began_under_version_1
{
    private DecidedCompany _company = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("lab", 30);
        await _company.Publish<UserCreated>(
            "\"userId\": \"ada\", \"groups\": [\"lab\"], \"origin\": \"userInterface\"",
            "2026-05-01T09:00:00Z"
        );
        await _company.RunNight(new(2026, 5, 2));
        await SayAsync<UserDeactivated>("2026-05-03");
        await _company.RunNight(new(2026, 5, 4));
        await SayAsync<UserDeactivated>("2026-05-24");
        await _company.RunNight(new(2026, 5, 25));
        await _company.Execute($"update {DatabaseSchema.Name}.mt_doc_learner set data = data #- '{{learner,activeHistory}}'");
        await _company.HasDecidedByVersion1Async();
        await _company.AllowTheUpgradeAsync();
        await SayAsync<UserReactivated>("2026-05-25");
        await _company.RunNight(new(2026, 5, 26));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    // "By the business date of the first fact that said so without the opposite in between": 3 May to 25 May are 22 days.
    [Test]
    public async Task Should_move_the_due_date_by_every_day_of_the_leave() =>
        (await _company.Periods("lab", "ada")).Should().Be("2026-05-01 due 2026-06-22 open");

    [Test]
    public async Task Should_find_nothing_that_the_text_changes() => (await _company.AdoptionsAsync("lab", "ada")).Should().BeEmpty();

    private Task<string> SayAsync<TFact>(string on)
    {
        _company.SetTime($"{on}T12:00:00Z");
        return _company.Publish<TFact>("\"userId\": \"ada\"", $"{on}T09:00:00Z");
    }
}
