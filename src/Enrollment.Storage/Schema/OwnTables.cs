using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace Enrollment.Storage.Schema;

/// <summary>
/// Flat tables next to Marten's: what the night and the queries look up by set. Written in the transaction of the events they follow
/// from.
/// </summary>
public static class OwnTables
{
    public const string Enrollment = DatabaseSchema.Name + ".enrollment";
    public const string LearnerGroup = DatabaseSchema.Name + ".learner_group";
    public const string PendingLearner = DatabaseSchema.Name + ".pending_learner";
    public const string AuditChain = DatabaseSchema.Name + ".audit_chain";
    public const string NightlySegment = DatabaseSchema.Name + ".nightly_segment";
    public const string RefusedAnnouncement = DatabaseSchema.Name + ".refused_announcement";

    public static void Configure(StoreOptions store)
    {
        store.Storage.ExtendedSchemaObjects.Add(EnrollmentTable());
        store.Storage.ExtendedSchemaObjects.Add(LearnerGroupTable());
        store.Storage.ExtendedSchemaObjects.Add(PendingLearnerTable());
        store.Storage.ExtendedSchemaObjects.Add(NightlySegmentTable());
        store.Storage.ExtendedSchemaObjects.Add(AuditChainTable());
        store.Storage.ExtendedSchemaObjects.Add(RefusedAnnouncementTable());
    }

    /// <summary>One row for each enrollment stream: its latest period.</summary>
    private static Table EnrollmentTable()
    {
        var table = New(Enrollment);
        table.AddColumn("activity_id", "text").AsPrimaryKey();
        table.AddColumn("learner_id", "text").AsPrimaryKey();
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("period", "integer");
        table.AddColumn("status", "text");
        table.AddColumn("requirement", "text");
        table.AddColumn("enrolled_on", "date");
        table.AddColumn("due", "date");
        table.AddColumn("counts_from", "date");
        table.AddColumn("completed_on", "date");
        table.AddColumn("overdue_since", "date");
        table.AddColumn("rule_id", "text");
        table.AddColumn("rule_version", "integer");
        table.AddColumn("next_transition_on", "date");
        table.Indexes.Add(new IndexDefinition("enrollment_by_learner") { Columns = ["learner_id"] });
        table.Indexes.Add(
            new IndexDefinition("enrollment_by_transition")
            {
                Columns = ["next_transition_on"],
                Predicate = "next_transition_on is not null",
            }
        );
        return table;
    }

    /// <summary>Current memberships, for finding a group's members.</summary>
    private static Table LearnerGroupTable()
    {
        var table = New(LearnerGroup);
        table.AddColumn("group_id", "text").AsPrimaryKey();
        table.AddColumn("learner_id", "text").AsPrimaryKey();
        return table;
    }

    /// <summary>
    /// Learners a run has to look at; a fact writes the row with a new token, a run removes it if the token is still the one it read.
    /// </summary>
    private static Table PendingLearnerTable()
    {
        var table = New(PendingLearner);
        table.AddColumn("learner_id", "text").AsPrimaryKey();
        table.AddColumn("token", "uuid").NotNull();
        table.AddColumn("since", "timestamptz").NotNull();
        table.AddColumn("latest", "timestamptz").NotNull();
        return table;
    }

    /// <summary>
    /// What a run has planned and not yet done: a row for each segment. The activities stand beside the learners in the rollover; the
    /// batch has none.
    /// </summary>
    private static Table NightlySegmentTable()
    {
        var table = New(NightlySegment);
        table.AddColumn("business_date", "date").AsPrimaryKey();
        table.AddColumn("phase", "text").AsPrimaryKey();
        table.AddColumn("segment", "integer").AsPrimaryKey();
        table.AddColumn("learners", "text[]").NotNull();
        table.AddColumn("activities", "text[]").NotNull();
        return table;
    }

    /// <summary>A link for each event that is committed for good: its place, its hash, and the hash of that and the link before.</summary>
    private static Table AuditChainTable()
    {
        var table = New(AuditChain);
        table.AddColumn("position", "bigint").AsPrimaryKey();
        table.AddColumn("seq_id", "bigint").NotNull();
        table.AddColumn("stream_id", "text").NotNull();
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("hash", "bytea").NotNull();
        table.AddColumn("chain", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("audit_chain_by_sequence") { Columns = ["seq_id"], IsUnique = true });
        return table;
    }

    /// <summary>
    /// Event numbers of announcements that a queue refused: a row for each page of the subscription, never more than one page of numbers.
    /// </summary>
    private static Table RefusedAnnouncementTable()
    {
        var table = New(RefusedAnnouncement);
        table.AddColumn("first_position", "bigint").AsPrimaryKey();
        table.AddColumn("positions", "bigint[]").NotNull();
        table.AddColumn("refused_at", "timestamptz").NotNull();
        return table;
    }

    private static Table New(string name) => new(name);
}
