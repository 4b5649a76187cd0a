using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>Everything a company's enrollments consist of, in words: two companies with the same words are enrolled alike.</summary>
internal sealed record EnrollmentSnapshot(IReadOnlyList<string> Rows, IReadOnlyList<string> Events)
{
    private const string Streams = $"from {DatabaseSchema.Name}.mt_events where stream_id like 'enrollment/%'";

    public static async Task<EnrollmentSnapshot> Of(Company company) =>
        new(
            await company.Values<string>($"select row(e.*)::text from {OwnTables.Enrollment} e order by activity_id, learner_id"),
            await company.Values<string>(
                $"select stream_id || '@' || version || ' ' || type || ' ' || data::text {Streams} order by stream_id, version"
            )
        );

    /// <summary>How many streams have so many events of a type: one line for each number.</summary>
    public static Task<IReadOnlyList<string>> StreamsWith(Company company, string type) =>
        company.Values<string>(
            $"select count(*) || ' with ' || times from (select stream_id, count(*) filter (where type = '{type}') as times {Streams} "
                + $"group by stream_id) s group by times order by times"
        );
}
