namespace Enrollment.Worker.Consuming;

/// <summary>
/// How many messages a queue's consumer fetches ahead. RabbitMQ counts messages and not bytes, so the count follows the size of the recent
/// bodies:
/// many small ones are fetched ahead, few large ones, and the memory they take stays within a budget.
/// </summary>
internal sealed class PrefetchPolicy(ushort most)
{
    /// <summary>Bytes of bodies of one queue that are in hand at once; handling takes some times as much.</summary>
    public const int Budget = 1024 * 1024;

    // Until sizes are known.
    private const ushort First = 8;
    private const ushort Fewest = 4;
    private const int Recent = 32;
    private const int EnoughToLower = 4;

    // A change costs a moment without a consumer.
    private const int WorthAChange = 4;

    private readonly Lock _gate = new();
    private readonly int[] _sizes = new int[Recent];
    private long _sum;
    private int _seen;

    public ushort Current { get; private set; } = Math.Min(most, First);

    /// <summary>True where another count than before holds from now on.</summary>
    public bool Note(int bytes)
    {
        lock (_gate)
        {
            var place = _seen++ % Recent;
            _sum += bytes - _sizes[place];
            _sizes[place] = bytes;
            return Change(Fitting());
        }
    }

    private bool Change(ushort fitting)
    {
        var lower = _seen >= EnoughToLower && fitting * WorthAChange <= Current;
        var raise = _seen >= Recent && (fitting >= Current * WorthAChange || (fitting == most && fitting > Current));
        if (!lower && !raise)
            return false;
        (Current, _seen, _sum) = (fitting, 0, 0);
        Array.Clear(_sizes);
        return true;
    }

    private ushort Fitting() => (ushort)Math.Clamp(Budget / Math.Max(1, _sum / Math.Min(_seen, Recent)), Math.Min(Fewest, most), most);
}
