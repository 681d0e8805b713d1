package dev.quintet.benchmarks;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What is alive in the heap of another JVM: a full collection comes before every look. */
final class Heap implements AutoCloseable {

  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private final JMXConnector connector;
  private final MemoryMXBean memory;

  private Heap(JMXConnector connector, MemoryMXBean memory) {
    this.connector = connector;
    this.memory = memory;
  }

  @SuppressWarnings("BanJNDI") // the address comes from a process of our own
  static Heap of(long pid) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      return new Heap(
          connector,
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.MEMORY_MXBEAN_NAME,
              MemoryMXBean.class));
    } finally {
      machine.detach();
    }
  }

  double aliveMegabytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
