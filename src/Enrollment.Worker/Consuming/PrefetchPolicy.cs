namespace Enrollment.Worker.Consuming;

/// <summary>
/// Computes the prefetch count of a queue's consumer. RabbitMQ counts messages and not bytes, so the count follows the size of the recent
/// bodies. The memory of prefetched messages stays within a budget.
/// </summary>
internal sealed class PrefetchPolicy(ushort max)
{
    /// <summary>The bytes of prefetched bodies of one queue. Handling needs several times as much.</summary>
    public const int Budget = 512 * 1024;

    // Before sizes are known.
    private const ushort Initial = 8;
    private const ushort Min = 2;
    private const int Recent = 32;
    private const int MinToLower = 4;

    // A change interrupts the consumer for a moment.
    private const int MinFactor = 4;

    private readonly Lock _lock = new();
    private readonly int[] _sizes = new int[Recent];
    private long _sum;
    private int _seen;

    public ushort Current { get; private set; } = Math.Min(max, Initial);

    /// <summary>Records the size of a body; true if the count has changed.</summary>
    public bool Note(int bytes)
    {
        lock (_lock)
        {
            var place = _seen++ % Recent;
            _sum += bytes - _sizes[place];
            _sizes[place] = bytes;
            return Change(Fitting());
        }
    }

    private bool Change(ushort fitting)
    {
        var lower = _seen >= MinToLower && fitting * MinFactor <= Current;
        var raise = _seen >= Recent && (fitting >= Current * MinFactor || (fitting == max && fitting > Current));
        if (!lower && !raise)
            return false;
        (Current, _seen, _sum) = (fitting, 0, 0);
        Array.Clear(_sizes);
        return true;
    }

    private ushort Fitting() => (ushort)Math.Clamp(Budget / Math.Max(1, _sum / Math.Min(_seen, Recent)), Math.Min(Min, max), max);
}
