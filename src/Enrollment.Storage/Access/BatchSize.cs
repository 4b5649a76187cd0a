namespace Enrollment.Storage.Access;

/// <summary>
/// How many facts the next transaction of a lane may take: fewer after one that took long, so that nobody waits long for those ahead.
/// </summary>
internal sealed class BatchSize
{
    public const int Most = 200;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    public int Value { get; private set; } = Most;

    public void Took(int facts, TimeSpan time)
    {
        if (time > Long)
            Value = Math.Max(1, Math.Min(Value, facts) / 2);
        else if (time < Short)
            Value = Math.Min(Most, Value * 2);
    }
}
