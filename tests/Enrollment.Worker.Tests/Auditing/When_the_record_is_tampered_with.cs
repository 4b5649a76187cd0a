using System.Globalization;
using Enrollment.Queries.Auditing;
using Enrollment.Queries.Findings;
using Enrollment.Storage.Auditing;

namespace Enrollment.Worker.Tests.Auditing;

/// <summary>Somebody with all rights changes the record by SQL; what was done is found, and named.</summary>
public sealed class When_the_record_is_tampered_with
{
    private const string Ada = "enrollment/a/ada";
    private const string Away = "jsonb_build_object('value', false, 'at', data -> 'learner' -> 'created')";
    private const string SetLearner = "update enrollment.mt_doc_learner set data = jsonb_set(data,";
    private const string Of = $"where stream_id = '{Ada}' and version = 2";

    private TamperedRecord _record = null!;

    [OneTimeSetUp]
    public async Task Begin() => _record = await TamperedRecord.Begin();

    [OneTimeTearDown]
    public async Task End() => await _record.DisposeAsync();

    [Test]
    public async Task Should_find_nothing_where_nothing_was_done()
    {
        var verified = await _record.Verify("", _record.Kept);
        verified.Findings.Should().BeEmpty();
        (verified.Events, verified.Chain.Position, verified.NotYetChained, verified.Proven).Should().Be((12, 12, 0, 12));
    }

    [Test]
    public async Task Should_have_kept_a_digest_of_the_night_outside()
    {
        var kept = await Digest.ReadAsync(Path.Combine(_record.DigestFolder, "2026-05-02.json"), CancellationToken.None);
        kept.Position.Should().BeInRange(4, 12);
        var verified = await _record.Verify("", kept);
        verified.Findings.Should().BeEmpty();
        verified.Proven.Should().Be(kept.Position);
        (
            await _record.VerifyChainedAgain(
                "update enrollment.mt_events set timestamp = timestamp - interval '1 day' where stream_id = 'learner/ada'",
                kept
            )
        )
            .Findings.Should()
            .Contain(finding => finding.Kind == FindingKind.Digest);
    }

    // Events: content, kind, dates, ids, places.
    [TestCase(
        $"update enrollment.mt_events set data = jsonb_set(data, '{{period,due}}', '\"2026-12-31\"') {Of}",
        FindingKind.Changed,
        Ada,
        2
    )]
    [TestCase($"update enrollment.mt_events set data = data || '{{\"more\": 1}}' {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase(
        $"update enrollment.mt_events set data = data - 'effectiveOn' || '{{\"effectiveOn\": \"2026-05-03\"}}' {Of}",
        FindingKind.Changed,
        Ada,
        2
    )]
    [TestCase($"update enrollment.mt_events set type = 'period_satisfied' {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set timestamp = timestamp - interval '1 day' {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set timestamp = timestamp + interval '1 microsecond' {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set id = gen_random_uuid() {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set correlation_id = 'other' {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set causation_id = null {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase($"update enrollment.mt_events set causation_id = '' where stream_id = 'learner/ada'", FindingKind.Changed, "learner/ada", 1)]
    [TestCase($"update enrollment.mt_events set is_archived = true {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase(
        $"update enrollment.mt_events set mt_dotnet_type = 'Other, Assembly' where stream_id = 'nightly/2026-05-02' and version = 1",
        FindingKind.Changed,
        "nightly/2026-05-02",
        1
    )]
    [TestCase(
        "update enrollment.mt_events set data = jsonb_set(data, '{hiredOn}', '\"2020-01-01\"') where stream_id = 'learner/ada'",
        FindingKind.Changed,
        "learner/ada",
        1
    )]
    [TestCase(
        "update enrollment.mt_events set data = jsonb_set(data, '{savedBy}', '\"mallory\"') where stream_id = 'rule/r'",
        FindingKind.Changed,
        "rule/r",
        1
    )]
    [TestCase($"update enrollment.mt_events set version = 9 {Of}", FindingKind.Changed, Ada, 2)]
    [TestCase(
        "update enrollment.mt_events set version = 3 - version + 10 where stream_id = 'enrollment/a/ada'; "
            + "update enrollment.mt_events set version = version - 10 where stream_id = 'enrollment/a/ada'",
        FindingKind.Changed,
        Ada,
        1
    )]
    [TestCase(
        "update enrollment.mt_events set seq_id = -seq_id where stream_id = 'enrollment/a/ada'; "
            + "update enrollment.mt_events e set seq_id = (select c.seq_id from enrollment.audit_chain c where c.stream_id = "
            + "e.stream_id and c.version = 3 - e.version) where e.stream_id = 'enrollment/a/ada'",
        FindingKind.Changed,
        Ada,
        1
    )]
    [TestCase($"update enrollment.mt_events set seq_id = seq_id + 1000 {Of}", FindingKind.Deleted, Ada, 2)]
    [TestCase(
        "insert into enrollment.mt_streams (id, version) values ('enrollment/a/mallory', 2); "
            + "update enrollment.mt_events set stream_id = 'enrollment/a/mallory' where stream_id = 'enrollment/a/ada'",
        FindingKind.Changed,
        Ada,
        2
    )]
    // What cannot be read any more.
    [TestCase($"update enrollment.mt_events set data = '{{}}' {Of}", FindingKind.ReadModel, Ada, 2)]
    [TestCase($"update enrollment.mt_events set type = 'nobody_knows' {Of}", FindingKind.ReadModel, Ada, 2)]
    [TestCase(
        $"update enrollment.mt_events set type = 'rule_saved', mt_dotnet_type = null, data = (select data from enrollment.mt_events "
            + $"where stream_id = 'rule/r') {Of}",
        FindingKind.ReadModel,
        Ada,
        2
    )]
    [TestCase("update enrollment.mt_events set data = '{}' where stream_id = 'learner/ada'", FindingKind.ReadModel, "learner/ada", null)]
    // Deleted and inserted.
    [TestCase($"delete from enrollment.mt_events {Of}", FindingKind.Deleted, Ada, 2)]
    [TestCase("delete from enrollment.mt_events where stream_id = 'rule/r'", FindingKind.Deleted, "rule/r", 1)]
    [TestCase(
        "delete from enrollment.mt_events where stream_id = 'enrollment/a/bob'; "
            + "delete from enrollment.mt_streams where id = 'enrollment/a/bob'; delete from enrollment.enrollment where learner_id = 'bob'",
        FindingKind.Deleted,
        "enrollment/a/bob",
        1
    )]
    [TestCase(
        "update enrollment.audit_chain set seq_id = seq_id + 100 where position > 6; "
            + "update enrollment.mt_events set seq_id = seq_id + 100 where seq_id in (select seq_id - 100 from enrollment.audit_chain "
            + "where position > 6); insert into enrollment.mt_events (seq_id, id, stream_id, version, type, data, timestamp, "
            + "mt_dotnet_type) select 50, gen_random_uuid(), stream_id, 3, type, data, timestamp, mt_dotnet_type from "
            + "enrollment.mt_events where stream_id = 'enrollment/a/ada' and version = 2",
        FindingKind.Inserted,
        Ada,
        3
    )]
    // Streams.
    [TestCase("update enrollment.mt_streams set version = 7 where id = 'learner/ada'", FindingKind.Stream, "learner/ada", null)]
    [TestCase("insert into enrollment.mt_streams (id, version) values ('learner/mallory', 1)", FindingKind.Stream, "learner/mallory", null)]
    [TestCase($"update enrollment.mt_events set version = 9 {Of}", FindingKind.Stream, Ada, null)]
    // The chain.
    [TestCase(
        "update enrollment.audit_chain set hash = sha256('x') where stream_id = 'learner/ada'",
        FindingKind.Changed,
        "learner/ada",
        1
    )]
    [TestCase("update enrollment.audit_chain set chain = sha256('x') where stream_id = 'learner/ada'", FindingKind.Chain, "learner/ada", 1)]
    [TestCase(
        "update enrollment.audit_chain set stream_id = 'learner/mallory' where stream_id = 'learner/ada'",
        FindingKind.Chain,
        "learner/ada",
        1
    )]
    [TestCase("delete from enrollment.audit_chain where stream_id = 'learner/ada'", FindingKind.Inserted, "learner/ada", 1)]
    [TestCase(
        "update enrollment.audit_chain set position = position + 100 where stream_id = 'nightly/2026-05-02' and version = 2",
        FindingKind.Chain,
        "nightly/2026-05-02",
        2
    )]
    // Read models.
    [TestCase("update enrollment.enrollment set due = due + 30 where learner_id = 'ada'", FindingKind.ReadModel, Ada, null)]
    [TestCase("update enrollment.enrollment set status = 'completed' where learner_id = 'ada'", FindingKind.ReadModel, Ada, null)]
    [TestCase("delete from enrollment.enrollment where learner_id = 'ada'", FindingKind.ReadModel, Ada, null)]
    [TestCase(
        "insert into enrollment.enrollment (activity_id, learner_id, version, status) values ('a', 'mallory', 1, 'completed')",
        FindingKind.ReadModel,
        "enrollment/a/mallory",
        null
    )]
    [TestCase($"{SetLearner} '{{learner,activeState}}', {Away}) where id = 'ada'", FindingKind.ReadModel, "learner/ada", null)]
    [TestCase(
        $"{SetLearner} '{{learner,activeHistory,facts}}', jsonb_build_array({Away})) where id = 'ada'",
        FindingKind.ReadModel,
        "learner/ada",
        null
    )]
    [TestCase("delete from enrollment.mt_doc_learner where id = 'ada'", FindingKind.ReadModel, "learner/ada", null)]
    [TestCase("delete from enrollment.learner_calendar_date where learner_id = 'eve'", FindingKind.ReadModel, "learner/eve", null)]
    [TestCase("update enrollment.also_completed_by set activity_id = 'c'", FindingKind.ReadModel, "rule/r", null)]
    [TestCase("delete from enrollment.learner_group where learner_id = 'ada'", FindingKind.ReadModel, "learner/ada", null)]
    [TestCase(
        "insert into enrollment.learner_group (group_id, learner_id) values ('admins', 'ada')",
        FindingKind.ReadModel,
        "learner/ada",
        null
    )]
    [TestCase(
        "update enrollment.mt_doc_rule set data = jsonb_set(data, '{saved,rule,reason}', '\"because\"')",
        FindingKind.ReadModel,
        "rule/r",
        null
    )]
    public async Task Should_find_and_name(string forgery, FindingKind kind, string stream, int? version) =>
        (await _record.Verify(forgery))
            .Findings.Should()
            .Contain(finding => finding.Kind == kind && finding.Stream == stream && finding.Version == version);

    [Test]
    public async Task Should_take_the_late_tombstone_of_a_failed_save_for_what_it_is()
    {
        const string Late =
            "insert into enrollment.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type) "
            + "values (0, gen_random_uuid(), '{0}', 1, '{{}}', '{1}', now(), '*DEFAULT*', '')";
        const string Stream = "insert into enrollment.mt_streams (id, version) values ('mt_tombstone', 0) on conflict do nothing;";
        (await _record.Verify(Stream + string.Format(CultureInfo.InvariantCulture, Late, "mt_tombstone", "tombstone"), _record.Kept))
            .Findings.Should()
            .BeEmpty();
        (await _record.Verify(Stream + string.Format(CultureInfo.InvariantCulture, Late, "mt_tombstone", "rule_saved")))
            .Findings.Should()
            .Contain(finding => finding.Kind == FindingKind.Inserted);
    }

    [Test]
    public async Task Should_find_by_the_outside_digest_what_was_chained_again()
    {
        const string Forged = $"update enrollment.mt_events set timestamp = timestamp - interval '1 day' {Of}";
        (await _record.VerifyChainedAgain(Forged))
            .Findings.Should()
            .BeEmpty("whoever computes the whole chain again leaves no trace in the database");
        var verified = await _record.VerifyChainedAgain(Forged, _record.Kept);
        verified.Findings.Should().Contain(finding => finding.Kind == FindingKind.Digest);
        verified.Proven.Should().Be(0, "a digest that does not agree proves nothing");
    }

    [Test]
    public async Task Should_find_by_the_outside_digest_that_the_end_was_cut_off()
    {
        const string Cut =
            "delete from enrollment.mt_events where stream_id = 'nightly/2026-05-02' and version = 2; "
            + "update enrollment.mt_streams set version = 1 where id = 'nightly/2026-05-02'; "
            + "delete from enrollment.audit_chain where stream_id = 'nightly/2026-05-02' and version = 2";
        (await _record.Verify(Cut)).Findings.Should().BeEmpty("nothing in the database tells of what came last");
        (await _record.Verify(Cut, _record.Kept)).Findings.Should().ContainSingle().Which.Kind.Should().Be(FindingKind.Digest);
    }
}
