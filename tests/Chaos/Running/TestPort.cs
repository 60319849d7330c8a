using System.Net;
using System.Net.Sockets;

namespace Julie.Chaos.Tests.Running;

/// <summary>
/// Ports that a server can come back on. Below the ephemeral range: a client that tries again and again to reach a server that is down could
/// otherwise be given the server's own port, connect to itself, and keep it.
/// </summary>
internal static class TestPort
{
    private const int First = 20_000;
    private const int AfterLast = 32_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, AfterLast);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
