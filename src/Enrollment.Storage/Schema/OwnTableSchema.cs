using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Enrollment.Storage.Rules;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace Enrollment.Storage.Schema;

/// <summary>
/// Flat tables next to Marten's: what the night and the queries look up by set. Each is written in the transaction of the events that it
/// follows from.
/// </summary>
internal static class OwnTableSchema
{
    public static void Configure(StoreOptions store)
    {
        Add(
            store,
            EnrollmentTable.Table,
            new IndexDefinition("enrollment_by_learner") { Columns = ["learner_id"] },
            new IndexDefinition("enrollment_by_transition")
            {
                Columns = ["next_transition_on"],
                Predicate = "next_transition_on is not null",
            },
            new IndexDefinition("enrollment_with_exemptions") { Columns = ["activity_id"], Predicate = "exemptions is not null" }
        );
        Add(store, LearnerGroups.Table);
        Add(store, PendingLearners.Table);
        Add(store, CalendarDates.Table, new IndexDefinition("learner_calendar_date_by_date") { Columns = ["on_date"] });
        Add(store, PendingOrders.Table);
        Add(store, PostponedOrders.Table);
        Add(store, CountingRules.Table);
        Add(store, NightlySegmentTable.Table);
        Add(store, ChainLink.Table, new IndexDefinition("audit_chain_by_sequence") { Columns = ["seq_id"], IsUnique = true });
        Add(store, RefusedAnnouncements.Table);
    }

    private static void Add(StoreOptions store, OwnTable own, params IReadOnlyList<IndexDefinition> indexes)
    {
        var table = new Table(own.Name);
        foreach (var column in own.Columns)
            Add(table, column);
        foreach (var index in indexes)
            table.Indexes.Add(index);
        store.Storage.ExtendedSchemaObjects.Add(table);
    }

    private static void Add(Table table, Column column)
    {
        var added = table.AddColumn(column.Name, column.Type);
        if (column.IsKey)
            added.AsPrimaryKey();
        else if (!column.IsNullable)
            added.NotNull();
    }
}
