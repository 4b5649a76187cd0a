using System.Text;
using Enrollment.Worker.Messaging;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>
/// Publishes as a careful program does, with confirms, under a user of its own, and writes the ledger. What is not confirmed is not sent
/// again: it may or may not have arrived, and the judge has to see which.
/// </summary>
internal sealed class LedgerPublisher(Uri broker, MessageLedger ledger) : IAsyncDisposable
{
    /// <summary>The broker's user; each message carries it, so that what is kept of them counts as this sender's.</summary>
    public const string User = "chaos-publisher";

    private const int MaxInFlight = 500;

    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(90);

    private readonly PublisherChannel _channel = new(broker, "chaos publisher");
    private readonly SemaphoreSlim _underWay = new(MaxInFlight);

    /// <summary>Returns when the message is on its way, not when it is confirmed.</summary>
    /// <param name="message">As the judge reads it.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="form">How it goes to the broker; plainly when it is left out.</param>
    public async Task SendAsync(Message message, CancellationToken cancellationToken, OddForm? form = null)
    {
        await _underWay.WaitAsync(cancellationToken);
        if (await _channel.GetAsync(cancellationToken) is { } channel)
        {
            ledger.Attempt(message);
            _ = PublishAsync(channel, message, form);
        }
        else
        {
            _underWay.Release();
        }
    }

    /// <summary>Sends, and once more for as long as it is not confirmed.</summary>
    public async Task SendUntilConfirmedAsync(Message message, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _underWay.WaitAsync(cancellationToken);
            if (await _channel.GetAsync(cancellationToken) is { } channel)
            {
                ledger.Attempt(message);
                if (await PublishAsync(channel, message, form: null))
                    return;
            }
            else
            {
                _underWay.Release();
            }

            await Task.Delay(300, cancellationToken);
        }
    }

    /// <summary>Waits until nothing is under way any more.</summary>
    public Task WaitForConfirmsAsync(CancellationToken cancellationToken) =>
        Polling.UntilAsync(() => Task.FromResult(_underWay.CurrentCount == MaxInFlight), ConfirmTimeout, cancellationToken);

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private async Task<bool> PublishAsync(IChannel channel, Message message, OddForm? form)
    {
        try
        {
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                Persistent = true,
                MessageId = message.Id,
                UserId = User,
            };
            form?.Change(properties);
            using var limit = new CancellationTokenSource(ConfirmTimeout);
            await channel.BasicPublishAsync(
                message.Exchange,
                "",
                mandatory: true,
                properties,
                form?.Body ?? Encoding.UTF8.GetBytes(message.Body),
                limit.Token
            );
            ledger.Confirm(message);
            return true;
        }
        catch (Exception)
        {
            // Not confirmed, for whatever reason: that is all a publisher knows.
            return false;
        }
        finally
        {
            _underWay.Release();
        }
    }
}
