using Enrollment.Domain;

namespace Enrollment.Storage.Access;

/// <summary>
/// The keys of streams. The separator is percent-encoded in ids, so that two pairs of ids never give the same key.
/// </summary>
public static class StreamKeys
{
    /// <summary>Marten's stream for the numbers that failed saves used up. It has neither a head nor an order.</summary>
    public const string Tombstones = "mt_tombstone";

    /// <summary>SQL for the key of a row with <c>activity_id</c> and <c>learner_id</c>.</summary>
    public const string EnrollmentInSql =
        "'enrollment/' || replace(replace(activity_id, '%', '%25'), '/', '%2F') "
        + "|| '/' || replace(replace(learner_id, '%', '%25'), '/', '%2F')";

    public static string Of(LearnerId learner) => $"learner/{Encode(learner.Value)}";

    /// <summary>The stream that records when a learner's personal data was erased.</summary>
    public static string OfForgotten(LearnerId learner) => $"forgotten/{Encode(learner.Value)}";

    public static string Of(RuleId rule) => $"rule/{Encode(rule.Value)}";

    public static string Of(OrderId order) => $"order/{Encode(order.Value)}";

    public static string Of(ActivityId activity, LearnerId learner) => $"enrollment/{Encode(activity.Value)}/{Encode(learner.Value)}";

    /// <summary>The id of a learner's key.</summary>
    public static LearnerId Learner(string key) => new(Decode(key.Split('/')[1]));

    /// <summary>The ids of an enrollment's key.</summary>
    public static (ActivityId Activity, LearnerId Learner) Enrollment(string key)
    {
        var parts = key.Split('/');
        return (new ActivityId(Decode(parts[1])), new LearnerId(Decode(parts[2])));
    }

    /// <summary>SQL for the key of a stream with one id, which is in a column.</summary>
    public static string InSql(string kind, string column) => $"'{kind}/' || replace(replace({column}, '%', '%25'), '/', '%2F')";

    // Only these two: ids of 200 characters in any script have to fit into one index entry.
    private static string Encode(string id) =>
        id.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static string Decode(string part) =>
        part.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
