package dev.palate.core.cuda;

/** A device that enqueues each recording several times, so that the time that one takes on the device alone can be computed. */
record RepeatingDevice(Device device, int times) implements Device {

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public String description() {
        return device.description();
    }

    @Override
    public long allocatedBytes() {
        return device.allocatedBytes();
    }

    @Override
    public long allocate(long bytes) {
        return device.allocate(bytes);
    }

    @Override
    public void release(long address) {
        device.release(address);
    }

    @Override
    public HostBuffer hostBuffer(int bytes) {
        return device.hostBuffer(bytes);
    }

    @Override
    public void upload(HostBuffer source, long target, long bytes) {
        device.upload(source, target, bytes);
    }

    @Override
    public void download(long source, HostBuffer target, long bytes) {
        device.download(source, target, bytes);
    }

    @Override
    public void clear(long address, long bytes) {
        device.clear(address, bytes);
    }

    @Override
    public void launch(Launch launch, Arguments arguments) {
        device.launch(launch, arguments);
    }

    @Override
    public void multiply(Product product) {
        device.multiply(product);
    }

    @Override
    public int fork(Runnable work) {
        return device.fork(work);
    }

    @Override
    public void join(int ticket) {
        device.join(ticket);
    }

    @Override
    public Recording record(Runnable work) {
        Recording once = device.record(work);
        return new Recording() {
            @Override
            public void enqueue() {
                for (int i = 0; i < times; i++) {
                    once.enqueue();
                }
            }

            @Override
            public void close() {
                once.close();
            }
        };
    }

    @Override
    public void finish() {
        device.finish();
    }

    @Override
    public void close() {
        device.close();
    }
}
