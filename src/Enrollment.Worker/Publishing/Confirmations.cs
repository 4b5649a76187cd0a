namespace Enrollment.Worker.Publishing;

/// <summary>Which of the messages published one after the other the broker has confirmed. It may confirm several with one word, and in any order.</summary>
/// <param name="first">The sequence number of the first.</param>
/// <param name="count">How many.</param>
internal sealed class Confirmations(ulong first, int count)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool[] _confirmed = new bool[count];
    private int _upTo;
    private int _remaining = count;

    /// <summary>Done when all are confirmed; failed when one may be lost.</summary>
    public Task All => _all.Task;

    /// <summary>Called by one thread at a time: the channel's.</summary>
    public void Ack(ulong number, bool multiple)
    {
        var place = (int)Math.Min(number - first, (ulong)_confirmed.Length - 1);
        if (number < first)
            return;
        for (; multiple && _upTo < place; _upTo++)
            Confirm(_upTo);
        Confirm(place);
        if (_remaining == 0)
            _all.TrySetResult();
    }

    public void Fail(Exception trouble) => _all.TrySetException(trouble);

    private void Confirm(int place)
    {
        if (_confirmed[place])
            return;
        _confirmed[place] = true;
        _remaining--;
    }
}
