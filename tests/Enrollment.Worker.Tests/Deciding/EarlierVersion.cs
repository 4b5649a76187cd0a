using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Upgrading;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>What version 1 of the semantics left in the database.</summary>
internal static class EarlierVersion
{
    private const string Ledger = $"{DatabaseSchema.Name}.mt_doc_nightlyledger";

    /// <summary>It gave another due date than the text does now.</summary>
    public static async Task HasRecordedDueAsync(this DecidedCompany company, string activity, string learner, string due)
    {
        await company.Execute(
            $$"""
            update {{DatabaseSchema.Name}}.mt_events set data = jsonb_set(data, '{period,due}', '"{{due}}"')
            where stream_id = 'enrollment/{{activity}}/{{learner}}' and data -> 'period' is not null
            """
        );
        await company.Execute(
            $"""
            update {OwnTables.Enrollment} set due = '{due}', next_transition_on = date '{due}' + 1
            where activity_id = '{activity}' and learner_id = '{learner}'
            """
        );
    }

    /// <summary>Every night so far was its own.</summary>
    public static Task HasDecidedByVersion1Async(this DecidedCompany company) =>
        company.Execute($"update {Ledger} set data = data - 'semantics' - 'adoptedOn' - 'adoptedAt'");

    public static Task AllowTheUpgradeAsync(this DecidedCompany company) =>
        UpgradePermission.StoreAsync(company.Store, DateTimeOffset.UnixEpoch, _ => { }, CancellationToken.None);

    /// <summary>The steps that adopted the present version for an enrollment.</summary>
    public static async Task<IReadOnlyList<SemanticsAdopted>> AdoptionsAsync(this DecidedCompany company, string activity, string learner)
    {
        await using var session = company.Store.QuerySession();
        var events = await session.Events.FetchStreamAsync($"enrollment/{activity}/{learner}");
        return [.. events.Select(recorded => recorded.Data).OfType<SemanticsAdopted>()];
    }
}
