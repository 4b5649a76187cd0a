namespace Enrollment.Operations.Announcing;

/// <summary>
/// What the broker answered to messages published one after the other: taken or refused. It may answer several at once, and in any order.
/// </summary>
/// <param name="first">The sequence number of the first.</param>
/// <param name="count">How many.</param>
internal sealed class Confirmations(ulong first, int count)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool?[] _taken = new bool?[count];
    private int _answered;
    private int _remaining = count;

    /// <summary>Done when each is answered; failed when the broker cannot answer any more.</summary>
    public Task All => _all.Task;

    /// <summary>What is known so far.</summary>
    /// <param name="trouble">Why no more answers come; null when none are missing.</param>
    public PublishOutcome Outcome(Exception? trouble = null)
    {
        var answered = Volatile.Read(ref _answered);
        return new PublishOutcome(answered, [.. Enumerable.Range(0, answered).Where(place => _taken[place] is false)], trouble);
    }

    /// <summary>Called by one thread at a time: the channel's.</summary>
    public void Ack(ulong number, bool multiple) => Answer(number, multiple, taken: true);

    /// <summary>A queue refused it; the queues that did not refuse have it.</summary>
    public void Nack(ulong number, bool multiple) => Answer(number, multiple, taken: false);

    public void Fail(Exception trouble) => _all.TrySetException(trouble);

    private void Answer(ulong number, bool multiple, bool taken)
    {
        if (number < first || _taken.Length == 0)
            return;
        var place = (int)Math.Min(number - first, (ulong)_taken.Length - 1);
        for (var i = multiple ? _answered : place; i <= place; i++)
            Answer(i, taken);
        while (_answered < _taken.Length && _taken[_answered] is not null)
            Volatile.Write(ref _answered, _answered + 1);
        if (_remaining == 0)
            _all.TrySetResult();
    }

    // What was answered before stays as it was answered.
    private void Answer(int place, bool taken)
    {
        if (_taken[place] is not null)
            return;
        _taken[place] = taken;
        _remaining--;
    }
}
