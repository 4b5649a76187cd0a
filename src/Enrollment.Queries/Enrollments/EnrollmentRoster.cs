using System.Runtime.CompilerServices;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Records;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Enrollments;

/// <summary>Which enrollments of an activity are wanted.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Group">Only of learners who were members of it on the date.</param>
/// <param name="Status">Only those whose latest period stood there.</param>
public sealed record EverybodyFilter(string Activity, string? Group = null, PeriodStatus? Status = null);

/// <summary>How everybody's enrollment in one activity stood. Read in pages, so that any number of people fit.</summary>
public static class EnrollmentRoster
{
    private const int PageSize = 2000;

    private const string Page =
        $"select learner_id from {OwnTables.Enrollment} "
        + "where activity_id = @activity and (@after is null or learner_id > @after) order by learner_id limit @size";

    /// <summary>How many enrollments have to be looked at.</summary>
    public static Task<long> CountAsync(IQuerySession session, string activity, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(
            session,
            $"select count(*) from {OwnTables.Enrollment} where activity_id = @activity",
            row => row.GetInt64(0),
            cancellationToken,
            Sql.Text("activity", activity)
        );

    /// <summary>Ordered by learner. Each page comes with the number of enrollments looked at for it.</summary>
    public static async IAsyncEnumerable<(int Looked, IReadOnlyList<EnrollmentView> Found)> GetPagesAsync(
        IQuerySession session,
        EverybodyFilter filter,
        PointInTime moment,
        BusinessCalendar calendar,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (
            var learners = await GetLearnersAsync(session, filter.Activity, after: null, cancellationToken);
            learners.Count > 0;
            learners =
                    learners.Count < PageSize ? [] : await GetLearnersAsync(session, filter.Activity, learners[^1].Value, cancellationToken)
        )
        {
            var wanted = filter.Group is { } group
                ? await FilterMembersAsync(session, learners, new GroupId(group), moment, calendar, cancellationToken)
                : learners;
            yield return (learners.Count, await GetPageAsync(session, filter, wanted, moment, cancellationToken));
        }
    }

    private static async Task<IReadOnlyList<EnrollmentView>> GetPageAsync(
        IQuerySession session,
        EverybodyFilter filter,
        IReadOnlyList<LearnerId> learners,
        PointInTime moment,
        CancellationToken cancellationToken
    )
    {
        var activity = new ActivityId(filter.Activity);
        var streams = await Recorded.GetEventsAsync(
            session,
            learners.Select(learner => StreamKeys.Of(activity, learner)),
            moment,
            cancellationToken
        );
        return
        [
            .. learners
                .Select(learner =>
                    EnrollmentView.Of(activity, learner, Recorded.Enrollment(streams[StreamKeys.Of(activity, learner)], moment.AsOf))
                )
                .OfType<EnrollmentView>()
                .Where(view => filter.Status is not { } status || view.Status == status),
        ];
    }

    private static async Task<IReadOnlyList<LearnerId>> FilterMembersAsync(
        IQuerySession session,
        IReadOnlyList<LearnerId> learners,
        GroupId group,
        PointInTime moment,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var streams = await Recorded.GetEventsAsync(session, learners.Select(StreamKeys.Of), moment, cancellationToken);
        return [.. learners.Where(id => Recorded.Learner(id, streams[StreamKeys.Of(id)], moment.AsOf, calendar).IsIn(group))];
    }

    private static Task<IReadOnlyList<LearnerId>> GetLearnersAsync(
        IQuerySession session,
        string activity,
        string? after,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            Page,
            row => new LearnerId(row.GetString(0)),
            cancellationToken,
            Sql.Text("activity", activity),
            Sql.Text("after", after),
            new NpgsqlParameter("size", NpgsqlTypes.NpgsqlDbType.Integer) { Value = PageSize }
        );
}
