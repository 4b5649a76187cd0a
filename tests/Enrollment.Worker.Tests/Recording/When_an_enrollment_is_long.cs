using Enrollment.Domain;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Worker.Tests.Recording;

/// <summary>How many events are read for one more fact about an enrollment that has many.</summary>
public sealed class When_an_enrollment_is_long
{
    private FactStore _store = null!;
    private EnrollmentReader _reader = null!;

    [SetUp]
    public async Task Prepare()
    {
        _store = await FactStore.Create();
        _reader = new EnrollmentReader(new EnrollmentCache());
    }

    [TearDown]
    public async Task Remove() => await _store.DisposeAsync();

    [TestCase(EnrollmentCache.MinEvents)]
    [TestCase(2_000)]
    public async Task Should_read_one_event_for_one_more_completion(int known)
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, known));

        (await _store.Read(_reader)).EventsRead.Should().Be(1);
    }

    [Test]
    public async Task Should_read_a_short_one_whole()
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, EnrollmentCache.MinEvents - 1));

        (await _store.Read(_reader)).EventsRead.Should().Be(EnrollmentCache.MinEvents - 1);
    }

    [Test]
    public async Task Should_read_what_another_worker_added()
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, 300));
        await _store.Worker(new EnrollmentReader(new EnrollmentCache())).RecordAsync(FactStore.Completions(300, 7));

        var (stored, read) = await _store.Read(_reader);

        read.Should().Be(1 + 7);
        stored.Version.Should().Be(307);
        stored.State.Should().Be(await _store.ReadWhole());
    }

    [Test]
    public async Task Should_record_nothing_twice_whoever_recorded_it()
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, 300));
        await _store.Worker(new EnrollmentReader(new EnrollmentCache())).RecordAsync(FactStore.Completions(300, 7));

        (await _store.Worker(_reader).RecordAsync(FactStore.Completions(290, 20)))
            .Select(fact => fact.Outcome == FactOutcome.Applied)
            .Should()
            .Equal([.. Enumerable.Repeat(false, 17), .. Enumerable.Repeat(true, 3)]);
    }

    [Test]
    public async Task Should_notice_that_the_database_was_restored()
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, 300));
        await Restore(events: 200);

        (await _store.Read(_reader))
            .Should()
            .Match<(StoredEnrollment Stored, long EventsRead)>(now => now.Stored.Version == 200 && now.EventsRead == 200);
    }

    [Test]
    public async Task Should_notice_that_other_events_stand_in_the_same_places()
    {
        await _store.Worker(_reader).RecordAsync(FactStore.Completions(0, 300));
        await Restore(events: 200);
        await _store.Worker(new EnrollmentReader(new EnrollmentCache())).RecordAsync(FactStore.Completions(1_000, 150));

        var (stored, read) = await _store.Read(_reader);

        read.Should().Be(350);
        stored.State.Should().Be(await _store.ReadWhole());
    }

    [Test]
    public void Should_keep_those_used_last_up_to_a_number_of_events()
    {
        var cache = new EnrollmentCache();
        EnrollmentKey[] keys = [.. Enumerable.Range(0, 5).Select(number => FactStore.Key with { Learner = new LearnerId($"u{number}") })];
        foreach (var key in keys)
            cache.Set(key, StoredEnrollment.None with { Version = 20_000 });

        keys.Select(key => cache.Find(key) is not null).Should().Equal(false, false, false, true, true);
    }

    private Task Restore(int events) =>
        _store.Execute(
            $"""
            delete from enrollment.mt_events where stream_id = '{FactStore.Key.Stream}' and version > {events};
            update enrollment.mt_streams set version = {events} where id = '{FactStore.Key.Stream}';
            """
        );
}
