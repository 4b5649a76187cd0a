namespace Enrollment.Storage.Access;

/// <summary>
/// How many facts the next transaction of a lane may contain. After a slow one the number is lower, so that later facts wait less.
/// </summary>
public sealed class BatchSize
{
    public const int Maximum = 200;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);

    public int Value { get; private set; } = Maximum;

    public void Adjust(int facts, TimeSpan elapsed)
    {
        if (elapsed > Slow)
            Value = Math.Max(1, Math.Min(Value, facts) / 2);
        else if (elapsed < Fast)
            Value = Math.Min(Maximum, Value * 2);
    }
}
