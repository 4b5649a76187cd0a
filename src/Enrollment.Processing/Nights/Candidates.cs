using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Npgsql;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The learners that the batch of a run evaluates: those with changed facts, those of whose calendar a date has come, those whom a changed
/// rule concerns or concerned, and those whom an order of retraining concerns.
/// </summary>
internal static class Candidates
{
    // Somebody who is away or exempt joins groups, too, and is looked at for the order when that ends (semantics 12). A leave can begin by
    // the calendar. The document then has facts that begin later.
    public const string Sql = $"""
        select learner_id from {OwnTables.PendingLearner}
        union select learner_id from {OwnTables.LearnerCalendarDate} where on_date <= @until
        union select learner_id from {OwnTables.LearnerGroup} where group_id = any(@groups)
        union select learner_id from {OwnTables.Enrollment} where activity_id = any(@activities)
        union select id from {DatabaseSchema.Name}.mt_doc_learner where @everybody
        union select unnest(@ordered)
        union select id from {DatabaseSchema.Name}.mt_doc_learner where @away
          and (data -> 'learner' -> 'activeState' ->> 'value' = 'false' or data -> 'learner' -> 'later' <> '[]')
        union select learner_id from {OwnTables.Enrollment} where activity_id = any(@orderedactivities) and exemptions is not null
        """;

    public static NpgsqlParameter[] Parameters(NightlyRules rules, NightlyOrders orders, string prefix = "")
    {
        var byGroup = orders.Orders.Where(order => order.Audience.GroupIds is not null).ToArray();
        var ofCompany = orders.Orders.Where(order => order.Audience.IsEntireCompany).Select(order => order.ActivityId.Value);
        var groups = byGroup.SelectMany(order => order.Audience.GroupIds!).Select(group => group.Value);
        return
        [
            new(prefix + "until", rules.BusinessDate),
            Texts("groups", rules.Changes.SelectMany(change => change.Groups).Concat(groups)),
            Texts("activities", rules.Changes.SelectMany(change => change.Activities).Concat(ofCompany)),
            new(prefix + "everybody", rules.AdoptsSemantics || rules.Changes.Any(change => change.ConcernsEverybody)),
            Texts("ordered", orders.Orders.SelectMany(order => order.Audience.UserIds ?? []).Select(user => user.Value)),
            new(prefix + "away", orders.Orders.Any(order => order.Audience.UserIds is null)),
            Texts("orderedactivities", byGroup.Select(order => order.ActivityId.Value)),
        ];

        NpgsqlParameter Texts(string name, IEnumerable<string> values) => Storage.Access.Sql.Texts(prefix + name, values.Distinct());
    }
}
